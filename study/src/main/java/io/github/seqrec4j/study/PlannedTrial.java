package io.github.seqrec4j.study;

import io.github.seqrec4j.api.config.SettingValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One combination of values that is tried.
 *
 * @param number from 1, in the order of the draws
 * @param values drawn, by the option
 * @param run its settings, to all epochs
 */
record PlannedTrial(int number, Map<String, SettingValue> values, PlannedRun run) {

  PlannedTrial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
