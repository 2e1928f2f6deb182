package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Diversity;
import java.util.function.IntFunction;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): item after item is taken that
 * has the largest lambda Sim1 - (1 - lambda) max Sim2, Sim1 being its score brought to [0, 1] over
 * the pool, Sim2 the cosine of its content with that of an item already taken.
 */
final class Diversifier {

  private Diversifier() {}

  /**
   * The k items of a pool that are taken, in order; of equal ones the one that scores higher.
   *
   * @param pool columns, best first
   * @param scores by place in the pool, descending
   * @param content vector of a column whose cosine is taken; zero for one without content, which is
   *     like no other
   */
  static int[] take(
      int[] pool, float[] scores, int k, Diversity diversity, IntFunction<float[]> content) {
    int count = Math.min(k, pool.length);
    double[] relevance = relevance(scores);
    float[][] vectors = new float[pool.length][];
    for (int i = 0; i < pool.length; i++) {
      vectors[i] = content.apply(pool[i]);
    }
    double[] closest = new double[pool.length]; // cosine with the closest item taken
    boolean[] taken = new boolean[pool.length];
    int[] order = new int[count];
    for (int n = 0; n < count; n++) {
      int best = -1;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < pool.length; i++) {
        double gain =
            diversity.lambda() * relevance[i]
                - (n == 0 ? 0 : (1 - diversity.lambda()) * closest[i]);
        if (!taken[i] && gain > largest) {
          largest = gain;
          best = i;
        }
      }
      taken[best] = true;
      order[n] = pool[best];
      for (int i = 0; i < pool.length; i++) {
        double cosine = Cosine.of(vectors[i], vectors[best]);
        closest[i] = n == 0 ? cosine : Math.max(closest[i], cosine);
      }
    }
    return order;
  }

  private static double[] relevance(float[] scores) {
    double[] relevance = new double[scores.length];
    if (scores.length > 0) {
      double lowest = scores[scores.length - 1];
      double range = scores[0] - lowest;
      for (int i = 0; i < scores.length; i++) {
        relevance[i] = range > 0 ? (scores[i] - lowest) / range : 1;
      }
    }
    return relevance;
  }
}
