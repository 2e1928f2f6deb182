package io.github.seqrec4j.training;

import java.util.Map;

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
    long interactions) {}
