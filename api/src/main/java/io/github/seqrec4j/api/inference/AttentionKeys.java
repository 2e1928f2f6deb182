package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;
import java.util.Arrays;

/**
 * Keys and values of one sequence, laid out for the sums of attention: keys by their numbers, so
 * that all slots' scores are one sum, values by slot.
 *
 * <p>Shapes: R slots, H heads, K numbers of a key per head, V of a value.
 *
 * @param keys (HK, R)
 * @param values (H, R, V)
 */
@Experimental
@SuppressWarnings("ArrayRecordComponent") // made and read within one call
public record AttentionKeys(float[][] keys, float[][][] values) {

  /** Of the two maps side by side, (R, 2D), heads of keys before those of values. */
  public static AttentionKeys of(float[][] keyValues, int heads) {
    int width = keyValues[0].length / 2;
    return of(keyValues, heads, 0, width / heads, width, width / heads);
  }

  /**
   * Of rows that hold both somewhere.
   *
   * @param key where keys begin, {@code keySize} numbers for each head
   * @param value where values begin, {@code valueSize} numbers for each head
   */
  public static AttentionKeys of(
      float[][] rows, int heads, int key, int keySize, int value, int valueSize) {
    float[][] keys = new float[heads * keySize][rows.length];
    float[][][] values = new float[heads][rows.length][valueSize];
    for (int r = 0; r < rows.length; r++) {
      for (int d = 0; d < keys.length; d++) {
        keys[d][r] = rows[r][key + d];
      }
      for (int h = 0; h < heads; h++) {
        System.arraycopy(rows[r], value + h * valueSize, values[h][r], 0, valueSize);
      }
    }
    return new AttentionKeys(keys, values);
  }

  /**
   * Scaled dot-product attention of one query, (HK) to (HV).
   *
   * @param query scaled in place
   * @param seen slots that it sees, the first ones
   */
  public float[] attend(float[] query, int seen) {
    int heads = values.length;
    float scale = (float) (1 / Math.sqrt((double) keys.length / heads));
    for (int d = 0; d < query.length; d++) {
      query[d] *= scale;
    }
    float[] attended = new float[heads * values[0][0].length];
    float[] scores = new float[seen];
    for (int h = 0; h < heads; h++) {
      Arrays.fill(scores, 0);
      addScores(query, 0, h, scores);
      Nonlinearities.softmax(scores, seen);
      put(scores, h, attended);
    }
    return attended;
  }

  /**
   * Adds the products of head h's query with the keys of the first slots to their scores.
   *
   * @param from where the query, (HK), begins
   */
  public void addScores(float[] query, int from, int h, float[] scores) {
    int size = keys.length / values.length;
    WeightedSum.add(keys, h * size, size, query, from + h * size, scores, scores.length);
  }

  /** Puts head h's sum of weighted values into its place. */
  public void put(float[] weights, int h, float[] attended) {
    int size = values[0][0].length;
    float[] sum = new float[size];
    WeightedSum.add(values[h], 0, weights.length, weights, 0, sum, size);
    System.arraycopy(sum, 0, attended, h * size, size);
  }
}
