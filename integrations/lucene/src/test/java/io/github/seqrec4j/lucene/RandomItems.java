package io.github.seqrec4j.lucene;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Items with random vectors, some longer than others as popular items' are, in an index. */
final class RandomItems {

  private RandomItems() {}

  static float[][] vectors(int items, int width, Random random) {
    float[][] vectors = new float[items][width];
    for (float[] vector : vectors) {
      double length = 0.5 + random.nextDouble();
      for (int d = 0; d < width; d++) {
        vector[d] = (float) (random.nextGaussian() * length);
      }
    }
    return vectors;
  }

  static ModelIdentity identity(int items) {
    return new ModelIdentity("f".repeat(64), "2026-01-01T00:00:00Z", items);
  }

  static void write(
      Path directory, float[][] vectors, VectorIndexSpec spec, ItemAttribute... attributes) {
    try (ItemIndexWriter writer = ItemIndexWriter.open(directory, spec, List.of(attributes))) {
      for (int i = 0; i < vectors.length; i++) {
        writer.add("i" + i, "Title of " + i, vectors[i]);
      }
      writer.commit(identity(vectors.length));
    }
  }
}
