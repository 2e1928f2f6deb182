package io.github.seqrec4j.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The rank of a target among all others. */
  static double rank(long ahead, long tied) {
    return 1 + ahead + tied / 2.0;
  }

  /** HR@k: share of users whose target is among the first k. */
  public double hitRate(int k) {
    long hits = 0;
    for (double rank : ranks) {
      if (rank <= k) {
        hits++;
      }
    }
    return (double) hits / ranks.length;
  }

  /** NDCG@k: mean of 1 / log2(rank + 1) where the target is among the first k, else 0. */
  public double ndcg(int k) {
    double sum = 0;
    for (double rank : ranks) {
      if (rank <= k) {
        sum += Math.log(2) / Math.log(rank + 1);
      }
    }
    return sum / ranks.length;
  }

  /** MRR over the whole catalogue: mean of 1 / rank. */
  public double meanReciprocalRank() {
    double sum = 0;
    for (double rank : ranks) {
      sum += 1 / rank;
    }
    return sum / ranks.length;
  }

  /**
   * A metric by name: {@code hit@K}, {@code ndcg@K} or {@code mrr}.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double metric(String name) {
    if (name.equals(MRR)) {
      return meanReciprocalRank();
    }
    if (name.matches("(hit|ndcg)@[1-9][0-9]*")) {
      int k = Integer.parseInt(name.substring(name.indexOf('@') + 1));
      return name.startsWith("hit") ? hitRate(k) : ndcg(k);
    }
    throw new IllegalArgumentException("unknown metric '" + name + "': hit@K, ndcg@K or mrr");
  }

  /** All metrics by name: {@code hit@k} and {@code ndcg@k} for each cut-off, and {@code mrr}. */
  public Map<String, Double> metrics(List<Integer> cutoffs) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int k : cutoffs) {
      metrics.put("hit@" + k, hitRate(k));
    }
    for (int k : cutoffs) {
      metrics.put("ndcg@" + k, ndcg(k));
    }
    metrics.put(MRR, meanReciprocalRank());
    return metrics;
  }
}
