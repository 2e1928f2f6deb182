package io.github.seqrec4j.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a table of a study: a combination and its runs.
 *
 * @param labels name of the variant by the name of its axis
 * @param runs one per seed
 */
public record PlannedRow(Map<String, String> labels, List<PlannedRun> runs) {

  /** Copies, the labels in their order. */
  public PlannedRow {
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    runs = List.copyOf(runs);
  }
}
