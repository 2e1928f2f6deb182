package io.github.seqrec4j.study;

import java.util.Locale;

/** What may choose among runs: a metric of validation. */
final class SelectionMetric {

  private SelectionMetric() {}

  /**
   * Checks the name of a metric.
   *
   * @return the name
   * @throws IllegalArgumentException if it is none, or names the test split
   */
  static String check(String option, String metric) {
    if (metric.toLowerCase(Locale.ROOT).startsWith("test")) {
      throw new IllegalArgumentException(
          option
              + " must be a metric of validation, hit@K, ndcg@K or mrr: '"
              + metric
              + "'; what is chosen by the test split is no longer tested by it, so nothing here"
              + " selects on test");
    }
    if (!metric.matches("(hit|ndcg)@[1-9][0-9]*|mrr")) {
      throw new IllegalArgumentException(
          option + " must be hit@K, ndcg@K or mrr, of validation: '" + metric + "'");
    }
    return metric;
  }
}
