package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.ItemCounts;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A distribution over the items 1 to N: q(i) = max(count(i), 1)^power / sum. Counts are clamped at
 * 1, so that every item can be drawn and has a finite log probability.
 *
 * <p>Draws look up the alias table of Walker ("An efficient method for generating discrete random
 * variables with general distributions", ACM TOMS 1977), as filled by Vose (1991): two random
 * numbers and one look at the table, whatever N; it holds 16 bytes an item.
 */
final class ItemDistribution {

  /** Largest power: with counts of 64 bits the sum over 2^31 items stays a finite number. */
  static final double MAX_POWER = 15;

  private final float[] logProbability; // (N + 1), of padding 0
  private final double @Nullable [] keep; // (N) share of a column that is its own item's
  private final int @Nullable [] alias; // (N) whose the rest of the column is, from 0

  private ItemDistribution(
      float[] logProbability, double @Nullable [] keep, int @Nullable [] alias) {
    this.logProbability = logProbability;
    this.keep = keep;
    this.alias = alias;
  }

  /**
   * (N + 1) log q of each item, of padding 0.
   *
   * @param power of the count, from 0 to {@link #MAX_POWER}; 0 is even
   */
  static float[] logProbabilities(ItemCounts counts, double power) {
    double[] weight = weights(counts, power);
    double sum = sum(weight);
    float[] log = new float[weight.length + 1];
    for (int i = 0; i < weight.length; i++) {
      log[i + 1] = (float) Math.log(weight[i] / sum);
    }
    return log;
  }

  /** The distribution, ready to draw from. */
  static ItemDistribution of(ItemCounts counts, double power) {
    float[] log = logProbabilities(counts, power);
    if (power == 0) {
      return new ItemDistribution(log, null, null);
    }
    double[] share = weights(counts, power);
    int items = share.length;
    double mean = sum(share) / items;
    int[] alias = new int[items];
    int[] order = new int[items]; // items below the mean from the front, the others from the back
    int low = 0;
    int high = items;
    for (int i = 0; i < items; i++) {
      share[i] /= mean;
      order[share[i] < 1 ? low++ : --high] = i;
    }
    while (low > 0 && high < items) {
      int poor = order[--low];
      int rich = order[high];
      alias[poor] = rich;
      share[rich] -= 1 - share[poor];
      if (share[rich] < 1) {
        high++;
        order[low++] = rich;
      }
    }
    while (low > 0) { // what rounding leaves are full columns
      share[order[--low]] = 1;
    }
    return new ItemDistribution(log, share, alias);
  }

  private static double[] weights(ItemCounts counts, double power) {
    double[] weight = new double[counts.items()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = Math.pow((double) Math.max(counts.count(i + 1), 1), power);
    }
    return weight;
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** log q of an item in 1..N, 0 of padding. */
  float logProbability(int item) {
    return logProbability[item];
  }

  /** Items drawn with replacement. */
  int[] draw(int count, RandomGenerator random) {
    int[] items = new int[count];
    int all = logProbability.length - 1;
    for (int k = 0; k < count; k++) {
      int column = random.nextInt(all);
      if (keep != null && alias != null && random.nextDouble() >= keep[column]) {
        column = alias[column];
      }
      items[k] = column + 1;
    }
    return items;
  }
}
