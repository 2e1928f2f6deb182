package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.Arguments;
import java.util.List;

/**
 * By how much one kind of model is above another on the same targets, each kind trained with one or
 * several seeds. What a user adds to a metric is averaged over the seeds; of these averages, user
 * by user, are the difference, its interval ({@link BootstrapInterval}) and the test ({@link
 * PairedTest}). So both speak of other users and not of other seeds, whose spread is to be told
 * beside them.
 *
 * @param difference of the metric, positive where the first kind is above
 * @param lower lower end of its interval
 * @param upper upper end
 * @param pValue two-sided, as of {@link PairedTest}, not corrected
 */
public record PairedDifference(double difference, double lower, double upper, double pValue) {

  /**
   * Of two kinds.
   *
   * @param one a ranking per seed, at least one
   * @param other likewise, in any number
   * @param metric by name, as {@link Ranking#metric} takes it
   * @param level share of draws that the interval holds, in (0, 1), such as 0.95
   * @param draws of the bootstrap and of the test, at least 1
   * @param seed the same gives the same figures
   * @throws IllegalArgumentException if there is no ranking, or they are of other targets, or there
   *     is no such metric, or a number is out of range
   */
  public static PairedDifference of(
      List<Ranking> one, List<Ranking> other, String metric, double level, int draws, long seed) {
    Arguments.atLeast("rankings", Math.min(one.size(), other.size()), 1);
    Ranking first = one.get(0);
    double[][] shares = {new double[first.userCount()], first.shares(metric)[1]};
    add(one, first, metric, 1.0 / one.size(), shares[0]);
    add(other, first, metric, -1.0 / other.size(), shares[0]);
    BootstrapInterval interval = BootstrapInterval.of(shares, level, draws, seed);
    double sum = 0;
    double count = 0;
    for (int user = 0; user < shares[0].length; user++) {
      sum += shares[0][user];
      count += shares[1][user];
    }
    return new PairedDifference(
        sum / count, interval.lower(), interval.upper(), PairedTest.pValue(shares[0], draws, seed));
  }

  private static void add(
      List<Ranking> rankings, Ranking first, String metric, double factor, double[] to) {
    for (Ranking ranking : rankings) {
      PairedTest.checkTargets(first, ranking);
      double[] values = ranking.shares(metric)[0];
      for (int user = 0; user < to.length; user++) {
        to[user] += factor * values[user];
      }
    }
  }
}
