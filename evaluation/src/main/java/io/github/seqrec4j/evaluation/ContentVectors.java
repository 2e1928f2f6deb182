package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.FeatureStore;
import java.nio.FloatBuffer;

/**
 * Items by their content: the mean of their real tokens, of length 1.
 *
 * <p>Shapes: T tokens, F numbers of each.
 */
final class ContentVectors {

  private ContentVectors() {}

  /**
   * Vectors (F) of some items; of length 0 where an item has no token, or its mean is zero.
   *
   * @param items indices 1..N
   */
  static double[][] read(FeatureStore store, int[] items) {
    int tokens = store.schema().tokens();
    int width = store.schema().width();
    FloatBuffer features = FloatBuffer.allocate(items.length * tokens * width); // (items, T, F)
    FloatBuffer mask = FloatBuffer.allocate(items.length * tokens); // (items, T)
    store.read(items, features, mask);
    double[][] vectors = new double[items.length][];
    for (int i = 0; i < items.length; i++) {
      double[] sum = new double[width];
      for (int t = 0; t < tokens; t++) {
        if (mask.get(i * tokens + t) > 0) {
          for (int f = 0; f < width; f++) {
            sum[f] += features.get((i * tokens + t) * width + f);
          }
        }
      }
      vectors[i] = unit(sum);
    }
    return vectors;
  }

  private static double[] unit(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double[] unit = new double[squares > 0 ? vector.length : 0];
    for (int f = 0; f < unit.length; f++) {
      unit[f] = vector[f] / Math.sqrt(squares);
    }
    return unit;
  }
}
