package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.Arguments;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where a metric may lie, by the percentile bootstrap: users are drawn with replacement, all
 * targets of a user together, the metric is taken of each draw, and of all these values the ends
 * are cut off (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13). The
 * spread over training seeds is not in it.
 *
 * @param lower lower end
 * @param upper upper end
 */
public record BootstrapInterval(double lower, double upper) {

  /**
   * Of a metric of a ranking.
   *
   * @param metric by name, as {@link Ranking#metric} takes it
   * @param level share of draws that the interval holds, in (0, 1), such as 0.95
   * @param draws at least 1; 1,000 and more give ends that stay
   * @param seed the same gives the same interval
   * @throws IllegalArgumentException if there is no such metric or user, or a number is out of
   *     range
   */
  public static BootstrapInterval of(
      Ranking ranking, String metric, double level, int draws, long seed) {
    return of(ranking.shares(metric), level, draws, seed);
  }

  /** Of what each user adds to a sum, and to the number that it is divided by. */
  static BootstrapInterval of(double[][] shares, double level, int draws, long seed) {
    Arguments.rate("level", Arguments.positive("level", level));
    Arguments.atLeast("draws", draws, 1);
    int users = Arguments.atLeast("users", shares[0].length, 1);
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      double sum = 0;
      double count = 0;
      for (int n = 0; n < users; n++) {
        int user = random.nextInt(users);
        sum += shares[0][user];
        count += shares[1][user];
      }
      values[draw] = sum / count;
    }
    Arrays.sort(values);
    double tail = (1 - level) / 2;
    return new BootstrapInterval(quantile(values, tail), quantile(values, 1 - tail));
  }

  /** Between neighbours linearly (type 7 of Hyndman and Fan 1996). */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
