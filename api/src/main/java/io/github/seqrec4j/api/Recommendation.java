package io.github.seqrec4j.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One recommended item.
 *
 * @param item the item's identifier
 * @param score the ensemble's score, weighted mean of the branches' inner products, or that of the
 *     one branch asked; higher is better, comparable within one answer
 * @param branchScores score of each branch by name, of those that the item and the history have;
 *     empty unless asked for
 */
public record Recommendation(String item, double score, Map<String, Double> branchScores) {

  /** Copies the map, in its order. */
  public Recommendation {
    branchScores = Collections.unmodifiableMap(new LinkedHashMap<>(branchScores));
  }
}
