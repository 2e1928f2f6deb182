package io.github.seqrec4j.study;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trial came to.
 *
 * @param number from 1, in the order of the draws
 * @param values drawn, as text, by the option
 * @param directory of it
 * @param rung that it reached, from 1; 0 where it failed in the first
 * @param epochs trained
 * @param value best of the metric that ranks, over these epochs, on validation; NaN where it failed
 * @param firstValue the same over the epochs of the first rung, which all trials have in common
 */
public record TrialResult(
    int number,
    Map<String, String> values,
    Path directory,
    int rung,
    int epochs,
    double value,
    double firstValue) {

  /** Copies, in their order. */
  public TrialResult {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
