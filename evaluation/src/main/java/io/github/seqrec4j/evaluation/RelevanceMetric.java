package io.github.seqrec4j.evaluation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one list of recommendations is worth, by the ranks of the items that should be in it. With R
 * relevant items at ranks r(1) &lt; ... &lt; r(R), from 1, of which n are within the first K:
 *
 * <ul>
 *   <li>{@code hit@K}: 1 if n &gt; 0, else 0
 *   <li>{@code recall@K}: n / R
 *   <li>{@code precision@K}: n / K
 *   <li>{@code ndcg@K}: the sum of 1 / log2(r(i) + 1) over i &lt;= n, divided by that of 1 / log2(i
 *       + 1) over i &lt;= min(R, K) (Järvelin and Kekäläinen 2002, binary gains)
 *   <li>{@code map@K}: the sum of i / r(i) over i &lt;= n, divided by R (average precision, as in
 *       Manning, Raghavan and Schütze, "Introduction to Information Retrieval", section 8.4)
 *   <li>{@code mrr@K}: 1 / r(1) if n &gt; 0, else 0; {@code mrr} the same without a cut-off
 * </ul>
 *
 * <p>With one relevant item {@code recall@K} is {@code hit@K}, and {@code map@K} is {@code mrr@K}.
 */
public final class RelevanceMetric {

  private static final Pattern CUT =
      Pattern.compile("(hit|recall|precision|ndcg|map|mrr)@([1-9][0-9]{0,8})");

  private final String kind;
  private final int cutoff; // the largest integer for none

  private RelevanceMetric(String kind, int cutoff) {
    this.kind = kind;
    this.cutoff = cutoff;
  }

  /**
   * A metric by name.
   *
   * @throws IllegalArgumentException if there is no such metric; metrics among a sample of the
   *     items are none, and the message says why
   */
  public static RelevanceMetric of(String name) {
    if (name.equals(Ranking.MRR)) {
      return new RelevanceMetric(name, Integer.MAX_VALUE);
    }
    Matcher cut = CUT.matcher(name);
    if (cut.matches()) {
      return new RelevanceMetric(cut.group(1), Integer.parseInt(cut.group(2)));
    }
    if (name.startsWith("sampled-")) {
      throw new IllegalArgumentException(
          "metric '"
              + name
              + "': ranks among a sample of the items are not computed here, as they do not agree"
              + " with those among all items and can turn the order of two models around (Krichene"
              + " and Rendle 2020, \"On Sampled Metrics for Item Recommendation\"); ask for '"
              + name.substring("sampled-".length())
              + "'");
    }
    throw new IllegalArgumentException(
        "unknown metric '"
            + name
            + "': hit@K, ndcg@K or mrr, recall@K, precision@K, map@K, mrr@K, or one of them with"
            + " user- before it, the mean over users");
  }

  /**
   * The value of a list.
   *
   * @param ranks of all relevant items, ascending, at least one; {@link Double#POSITIVE_INFINITY}
   *     for one that is not in the list
   * @return in [0, 1]
   */
  public double of(double... ranks) {
    if (ranks.length == 0) {
      throw new IllegalArgumentException("no relevant item: expected at least one rank");
    }
    int found = 0;
    while (found < ranks.length && ranks[found] <= cutoff) {
      found++;
    }
    return switch (kind) {
      case "hit" -> found > 0 ? 1 : 0;
      case "recall" -> (double) found / ranks.length;
      case "precision" -> (double) found / cutoff;
      case "ndcg" -> gain(ranks, found) / ideal(Math.min(ranks.length, cutoff));
      case "map" -> precisions(ranks, found) / ranks.length;
      default -> found > 0 ? 1 / ranks[0] : 0;
    };
  }

  private static double gain(double[] ranks, int found) {
    double sum = 0;
    for (int i = 0; i < found; i++) {
      sum += discount(ranks[i]);
    }
    return sum;
  }

  private static double ideal(int relevant) {
    double sum = 0;
    for (int i = 1; i <= relevant; i++) {
      sum += discount(i);
    }
    return sum;
  }

  /** 1 / log2(rank + 1). */
  private static double discount(double rank) {
    return Math.log(2) / Math.log(rank + 1);
  }

  private static double precisions(double[] ranks, int found) {
    double sum = 0;
    for (int i = 0; i < found; i++) {
      sum += (i + 1) / ranks[i];
    }
    return sum;
  }
}
