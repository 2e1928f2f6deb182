package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features mapped from {@code <modality>.npy}, (items, F) or (items, T, F) in float16 or float32,
 * widened as they are read, with an optional mask {@code <modality>.mask.npy} (items, T). Without a
 * mask file, a token of zeros alone is missing.
 */
final class NpyFeatureStore implements FeatureStore {

  private final ModalitySchema schema;
  private final NpyFile file;
  private final BitSet real; // token t of row r at r T + t

  private NpyFeatureStore(ModalitySchema schema, NpyFile file, BitSet real) {
    this.schema = schema;
    this.file = file;
    this.real = real;
  }

  /**
   * Opens the features and checks every number once.
   *
   * @param items the items in the order of the rows
   * @param digest is fed the content
   * @throws DataException if the rows do not match the items, or a number is not finite
   */
  static NpyFeatureStore open(
      Modality modality,
      Path path,
      @Nullable Path maskPath,
      List<String> items,
      MessageDigest digest) {
    NpyFile file = NpyFile.open(path, digest);
    try {
      return open(modality, file, maskPath, items, digest);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static NpyFeatureStore open(
      Modality modality,
      NpyFile file,
      @Nullable Path maskPath,
      List<String> items,
      MessageDigest digest) {
    Path path = file.file();
    long[] shape = file.shape();
    if (file.type() == NpyFile.Type.BYTE) {
      throw new DataException(
          path + ": features must be float16 or float32, not one-byte integers");
    }
    if (shape[0] != items.size()) {
      throw new DataException(
          path
              + ": "
              + shape[0]
              + " rows for "
              + items.size()
              + " items; row k must belong to the k-th line of the items file: encode the features again");
    }
    int tokens = shape.length == 3 ? Math.toIntExact(shape[1]) : 1;
    if ((long) items.size() * tokens > Integer.MAX_VALUE) {
      throw new DataException(
          path + ": " + items.size() + " items of " + tokens + " tokens are more than 2^31 tokens");
    }
    ModalitySchema schema =
        new ModalitySchema(modality, tokens, Math.toIntExact(shape[shape.length - 1]));
    BitSet real = scan(file, schema, items);
    if (maskPath != null) {
      real.and(mask(maskPath, items.size(), tokens, digest));
    }
    return new NpyFeatureStore(schema, file, real);
  }

  /** Marks the tokens that are not all zero. */
  private static BitSet scan(NpyFile file, ModalitySchema schema, List<String> items) {
    BitSet real = new BitSet();
    float[] row = new float[schema.tokens() * schema.width()];
    FloatBuffer buffer = FloatBuffer.wrap(row);
    for (int item = 0; item < items.size(); item++) {
      widen(file, item, row.length, buffer, 0);
      for (int i = 0; i < row.length; i++) {
        if (row[i] != 0) {
          if (!Float.isFinite(row[i])) {
            throw new DataException(
                file.file()
                    + ": row "
                    + item
                    + " (item '"
                    + items.get(item)
                    + "'), number "
                    + i
                    + " is "
                    + row[i]
                    + "; features must be finite: encode this item again");
          }
          real.set(item * schema.tokens() + i / schema.width());
        }
      }
    }
    return real;
  }

  private static BitSet mask(Path path, int items, int tokens, MessageDigest digest) {
    try (NpyFile file = NpyFile.open(path, digest)) {
      if (file.type() != NpyFile.Type.BYTE
          || !Arrays.equals(file.shape(), new long[] {items, tokens})) {
        throw new DataException(
            path
                + ": a mask must be uint8 of shape ("
                + items
                + ", "
                + tokens
                + "), like its features; got "
                + file.type()
                + " "
                + Arrays.toString(file.shape()));
      }
      BitSet real = new BitSet();
      for (int item = 0; item < items; item++) {
        int first = item * tokens;
        file.readRow(
            item,
            row -> {
              for (int t = 0; t < tokens; t++) {
                real.set(first + t, row.get(t) != 0);
              }
            });
      }
      return real;
    }
  }

  private static void widen(NpyFile file, long row, int size, FloatBuffer target, int offset) {
    file.readRow(
        row,
        bytes -> {
          if (file.type() == NpyFile.Type.FLOAT16) {
            short[] halves = new short[size]; // whole rows at a time: number by number is slow
            bytes.asShortBuffer().get(halves);
            float[] widened = new float[size];
            for (int i = 0; i < size; i++) {
              widened[i] = HalfFloats.widen(halves[i]);
            }
            target.put(offset, widened);
          } else {
            target.put(offset, bytes.asFloatBuffer(), 0, size);
          }
        });
  }

  @Override
  public ModalitySchema schema() {
    return schema;
  }

  @Override
  public void read(int[] items, FloatBuffer features, FloatBuffer mask) {
    int tokens = schema.tokens();
    int size = tokens * schema.width();
    for (int i = 0; i < items.length; i++) {
      if (items[i] == 0) {
        for (int f = 0; f < size; f++) {
          features.put(i * size + f, 0);
        }
      } else {
        widen(file, items[i] - 1L, size, features, i * size);
      }
      for (int t = 0; t < tokens; t++) {
        boolean isReal = items[i] != 0 && real.get((items[i] - 1) * tokens + t);
        mask.put(i * tokens + t, isReal ? 1 : 0);
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
