package io.github.seqrec4j.study;

import io.github.seqrec4j.evaluation.PairedDifference;

/**
 * A row against the one it is compared with, on the same users, seeds averaged.
 *
 * @param difference of the metric, positive where the row is above
 * @param lower lower end of its 95 % bootstrap interval
 * @param upper upper end
 * @param pValue of the randomisation test, two-sided
 * @param corrected this p-value with the others of the same metric in the table corrected by Holm's
 *     method
 */
public record AgainstBaseline(
    double difference, double lower, double upper, double pValue, double corrected) {

  static AgainstBaseline of(PairedDifference difference, double corrected) {
    return new AgainstBaseline(
        difference.difference(),
        difference.lower(),
        difference.upper(),
        difference.pValue(),
        corrected);
  }
}
