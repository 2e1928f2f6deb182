package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Features in memory, for small catalogues. A token of zeros alone is missing. */
public final class ArrayFeatureStore implements FeatureStore {

  private final ModalitySchema schema;
  private final float[][] rows; // (N, TF)

  private ArrayFeatureStore(ModalitySchema schema, float[][] rows) {
    this.schema = schema;
    this.rows = rows;
  }

  /**
   * Pooled features, T = 1.
   *
   * @param rows (N, F); row 0 belongs to item 1
   * @throws IllegalArgumentException if there are no rows or their lengths differ
   */
  public static ArrayFeatureStore pooled(Modality modality, float[][] rows) {
    return tokens(modality, 1, rows);
  }

  /**
   * Token features.
   *
   * @param tokens T
   * @param rows (N, TF); row 0 belongs to item 1
   * @throws IllegalArgumentException if there are no rows or their lengths differ
   */
  public static ArrayFeatureStore tokens(Modality modality, int tokens, float[][] rows) {
    if (rows.length == 0
        || Arrays.stream(rows)
            .anyMatch(r -> r.length != rows[0].length || r.length % tokens != 0)) {
      throw new IllegalArgumentException(
          "features of '"
              + modality
              + "' must have rows of one length, a multiple of "
              + tokens
              + " tokens");
    }
    float[][] copy = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    return new ArrayFeatureStore(
        new ModalitySchema(modality, tokens, rows[0].length / tokens), copy);
  }

  @Override
  public ModalitySchema schema() {
    return schema;
  }

  @Override
  public void read(int[] items, FloatBuffer features, FloatBuffer mask) {
    int width = schema.width();
    int tokens = schema.tokens();
    for (int i = 0; i < items.length; i++) {
      float[] row = items[i] == 0 ? new float[tokens * width] : rows[items[i] - 1];
      features.put(i * tokens * width, row);
      for (int t = 0; t < tokens; t++) {
        boolean real = false;
        for (int f = 0; f < width; f++) {
          real |= row[t * width + f] != 0;
        }
        mask.put(i * tokens + t, real ? 1 : 0);
      }
    }
  }

  @Override
  public void close() {
    // Nothing but heap.
  }
}
