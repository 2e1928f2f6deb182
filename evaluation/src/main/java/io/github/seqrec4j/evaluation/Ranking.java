package io.github.seqrec4j.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Ranks of the targets of an evaluation, from 1; half of the other items that tie with the target
 * count as ahead, so that a model that scores all items alike does not win.
 *
 * @param ranks one per user, {@link Double#POSITIVE_INFINITY} where the target was removed with the
 *     seen items
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Ranking(double[] ranks) {

  /** Name of the mean reciprocal rank. */
  public static final String MRR = "mrr";

  private static final String HIT = "hit@";
  private static final String NDCG = "ndcg@";

  /** The rank of a target among all others. */
  static double rank(long ahead, long tied) {
    return 1 + ahead + tied / 2.0;
  }

  /** HR@k: share of users whose target is among the first k. */
  public double hitRate(int k) {
    return mean(hit(k));
  }

  /** NDCG@k: mean of 1 / log2(rank + 1) where the target is among the first k, else 0. */
  public double ndcg(int k) {
    return mean(gain(k));
  }

  /** MRR over the whole catalogue: mean of 1 / rank. */
  public double meanReciprocalRank() {
    return mean(Ranking::reciprocal);
  }

  /**
   * A metric by name: {@code hit@K}, {@code ndcg@K} or {@code mrr}.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double metric(String name) {
    return mean(perUser(name));
  }

  /**
   * Standard error of a metric over the users: the sample standard deviation of its value per user,
   * divided by the root of their number; NaN where there are fewer than two. Users count as a
   * sample of independent draws; the spread over training seeds is not in it.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double standardError(String name) {
    DoubleUnaryOperator value = perUser(name);
    double mean = mean(value);
    double squares = 0;
    for (double rank : ranks) {
      double deviation = value.applyAsDouble(rank) - mean;
      squares += deviation * deviation;
    }
    int n = ranks.length;
    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
  }

  /** All metrics by name: {@code hit@k} and {@code ndcg@k} for each cut-off, and {@code mrr}. */
  public Map<String, Double> metrics(List<Integer> cutoffs) {
    return byName(cutoffs, this::metric);
  }

  /** The standard errors of {@link #metrics}; none where there are fewer than two users. */
  public Map<String, Double> standardErrors(List<Integer> cutoffs) {
    return ranks.length < 2 ? Map.of() : byName(cutoffs, this::standardError);
  }

  private static Map<String, Double> byName(
      List<Integer> cutoffs, ToDoubleFunction<String> statistic) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String prefix : List.of(HIT, NDCG)) {
      for (int k : cutoffs) {
        values.put(prefix + k, statistic.applyAsDouble(prefix + k));
      }
    }
    values.put(MRR, statistic.applyAsDouble(MRR));
    return values;
  }

  private double mean(DoubleUnaryOperator value) {
    double sum = 0;
    for (double rank : ranks) {
      sum += value.applyAsDouble(rank);
    }
    return sum / ranks.length;
  }

  /** The value that a metric gives one user, by the rank of the target. */
  private static DoubleUnaryOperator perUser(String name) {
    if (name.equals(MRR)) {
      return Ranking::reciprocal;
    }
    if (name.matches("(hit|ndcg)@[1-9][0-9]*")) {
      int k = Integer.parseInt(name.substring(name.indexOf('@') + 1));
      return name.startsWith(HIT) ? hit(k) : gain(k);
    }
    throw new IllegalArgumentException("unknown metric '" + name + "': hit@K, ndcg@K or mrr");
  }

  private static double reciprocal(double rank) {
    return 1 / rank;
  }

  private static DoubleUnaryOperator hit(int k) {
    return rank -> rank <= k ? 1 : 0;
  }

  private static DoubleUnaryOperator gain(int k) {
    return rank -> rank <= k ? Math.log(2) / Math.log(rank + 1) : 0;
  }
}
