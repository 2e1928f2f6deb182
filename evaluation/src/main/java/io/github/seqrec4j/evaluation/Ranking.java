package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.EvaluationSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Ranks of the targets of an evaluation, from 1; half of the other items that tie with the target
 * count as ahead, so that a model that scores all items alike does not win.
 *
 * <p>A metric is a mean over the targets, each of which counts alike. Where a user has several,
 * {@code user-} before its name is the mean over the users of each user's mean: {@code hit@10} and
 * {@code user-hit@10}. Where each user has one target the two are the same.
 *
 * @param ranks one per target, {@link Double#POSITIVE_INFINITY} where the target was removed with
 *     the seen items
 * @param users the user of each target, those of a user one behind the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Ranking(double[] ranks, int[] users) {

  /** Name of the mean reciprocal rank. */
  public static final String MRR = "mrr";

  /** Before the name of a metric: its mean over the users. */
  public static final String BY_USER = "user-";

  private static final String HIT = "hit@";
  private static final String NDCG = "ndcg@";

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if they differ
   */
  public Ranking {
    if (ranks.length != users.length) {
      throw new IllegalArgumentException(
          ranks.length + " ranks of the targets of " + users.length + " users");
    }
  }

  /** Of one target per user. */
  public static Ranking ofUsers(double... ranks) {
    return new Ranking(ranks, IntStream.range(0, ranks.length).toArray());
  }

  /** Of the targets of a set, its ranks to be filled in. */
  static Ranking of(EvaluationSet set) {
    return new Ranking(
        new double[set.size()], IntStream.range(0, set.size()).map(set::user).toArray());
  }

  /** Number of users. */
  public int userCount() {
    int count = 0;
    for (int i = 0; i < users.length; i++) {
      count += startsUser(i) ? 1 : 0;
    }
    return count;
  }

  private boolean startsUser(int i) {
    return i == 0 || users[i] != users[i - 1];
  }

  /** The rank of a target among all others. */
  static double rank(long ahead, long tied) {
    return 1 + ahead + tied / 2.0;
  }

  /** HR@k: share of targets that are among the first k. */
  public double hitRate(int k) {
    return metric(HIT + k);
  }

  /** NDCG@k: mean of 1 / log2(rank + 1) where the target is among the first k, else 0. */
  public double ndcg(int k) {
    return metric(NDCG + k);
  }

  /** MRR over the whole catalogue: mean of 1 / rank. */
  public double meanReciprocalRank() {
    return metric(MRR);
  }

  /**
   * A metric by name, of those of {@link RelevanceMetric}, over the targets; with {@value #BY_USER}
   * before it over the users.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double metric(String name) {
    return name.startsWith(BY_USER)
        ? mean(byUser(perTarget(name.substring(BY_USER.length()))))
        : mean(perTarget(name));
  }

  /**
   * Standard error of a metric, clustered by user; NaN where there are fewer than two users. Users
   * count as a sample of independent draws, the targets of one user do not: deviations are added up
   * user by user before they are squared. With one target per user it is the sample standard
   * deviation divided by the root of their number. The spread over training seeds is not in it.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double standardError(String name) {
    if (name.startsWith(BY_USER)) {
      double[] means = byUser(perTarget(name.substring(BY_USER.length())));
      return ofUsers(means).clusteredError(value -> value);
    }
    return clusteredError(perTarget(name));
  }

  private double clusteredError(DoubleUnaryOperator value) {
    double mean = mean(value);
    double squares = 0;
    double ofUser = 0;
    int clusters = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (startsUser(i)) {
        squares += ofUser * ofUser;
        ofUser = 0;
        clusters++;
      }
      ofUser += value.applyAsDouble(ranks[i]) - mean;
    }
    squares += ofUser * ofUser;
    int n = ranks.length;
    return clusters < 2
        ? Double.NaN
        : Math.sqrt(squares / (clusters - 1) / n * (clusters / (double) n));
  }

  /** The mean of a value over the targets of each user. */
  private double[] byUser(DoubleUnaryOperator value) {
    double[] means = new double[userCount()];
    int user = -1;
    int targets = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (startsUser(i)) {
        user++;
        targets = 0;
      }
      means[user] += (value.applyAsDouble(ranks[i]) - means[user]) / ++targets;
    }
    return means;
  }

  /**
   * All metrics by name: {@code hit@k} and {@code ndcg@k} for each cut-off, and {@code mrr}; where
   * a user has several targets, also the means over the users.
   */
  public Map<String, Double> metrics(List<Integer> cutoffs) {
    return byName(cutoffs, this::metric);
  }

  /** The standard errors of {@link #metrics}; none where there are fewer than two users. */
  public Map<String, Double> standardErrors(List<Integer> cutoffs) {
    return userCount() < 2 ? Map.of() : byName(cutoffs, this::standardError);
  }

  private Map<String, Double> byName(List<Integer> cutoffs, ToDoubleFunction<String> statistic) {
    List<String> names = new ArrayList<>();
    for (String prefix : List.of(HIT, NDCG)) {
      cutoffs.forEach(k -> names.add(prefix + k));
    }
    names.add(MRR);
    Map<String, Double> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, statistic.applyAsDouble(name)));
    if (userCount() < ranks.length) {
      names.forEach(name -> values.put(BY_USER + name, statistic.applyAsDouble(BY_USER + name)));
    }
    return values;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private double mean(DoubleUnaryOperator value) {
    double sum = 0;
    for (double rank : ranks) {
      sum += value.applyAsDouble(rank);
    }
    return sum / ranks.length;
  }

  /** The value that a metric gives one target, by its rank. */
  private static DoubleUnaryOperator perTarget(String name) {
    RelevanceMetric metric = RelevanceMetric.of(name);
    return metric::of;
  }

  /**
   * What each user adds to a metric: sums of values and how many they are of, so that the metric is
   * the sum of the first over that of the second.
   */
  double[][] shares(String name) {
    boolean byUser = name.startsWith(BY_USER);
    DoubleUnaryOperator value = perTarget(byUser ? name.substring(BY_USER.length()) : name);
    double[][] shares = new double[2][userCount()];
    int user = -1;
    for (int i = 0; i < ranks.length; i++) {
      user += startsUser(i) ? 1 : 0;
      shares[0][user] += value.applyAsDouble(ranks[i]);
      shares[1][user]++;
    }
    for (int u = 0; byUser && u <= user; u++) {
      shares[0][u] /= shares[1][u];
      shares[1][u] = 1;
    }
    return shares;
  }

  /** Some of the targets, by ascending index. */
  public Ranking part(int... targets) {
    return new Ranking(
        IntStream.of(targets).mapToDouble(i -> ranks[i]).toArray(),
        IntStream.of(targets).map(i -> users[i]).toArray());
  }
}
