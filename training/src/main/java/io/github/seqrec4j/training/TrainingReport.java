package io.github.seqrec4j.training;

import java.util.Map;
import java.util.Objects;

/**
 * What a training came to.
 *
 * @param bestEpoch epoch whose weights are kept, chosen on validation
 * @param lastEpoch last epoch trained
 * @param validation metrics by name for {@code ensemble} and each branch
 * @param test the same on the test targets
 * @param trainSeconds wall time of the optimiser steps, in a resumed run those before it included
 * @param evaluateSeconds wall time of all evaluations, likewise
 * @param dataHash hash of the data
 * @param users number of users
 * @param items number of items
 * @param interactions number of interactions
 * @param standardErrors of all these metrics, clustered by user
 * @param baselines test metrics by name for each baseline, such as {@value #POPULARITY}
 */
public record TrainingReport(
    int bestEpoch,
    int lastEpoch,
    Map<String, Map<String, Double>> validation,
    Map<String, Map<String, Double>> test,
    double trainSeconds,
    double evaluateSeconds,
    String dataHash,
    int users,
    int items,
    long interactions,
    StandardErrors standardErrors,
    Map<String, Map<String, Double>> baselines) {

  /** Name of the baseline that recommends what is most popular. */
  public static final String POPULARITY = "popularity";

  /**
   * Standard errors, by the names of the metrics they belong to; empty maps where there are fewer
   * than two users.
   *
   * @param validation for {@code ensemble} and each branch
   * @param test likewise
   * @param baselines on the test targets, for each baseline
   */
  public record StandardErrors(
      Map<String, Map<String, Double>> validation,
      Map<String, Map<String, Double>> test,
      Map<String, Map<String, Double>> baselines) {

    private static final StandardErrors UNKNOWN = new StandardErrors(Map.of(), Map.of(), Map.of());
  }

  /** Takes standard errors and baselines as unknown where a bundle was written without them. */
  public TrainingReport {
    standardErrors = Objects.requireNonNullElse(standardErrors, StandardErrors.UNKNOWN);
    baselines = Objects.requireNonNullElse(baselines, Map.of());
  }
}
