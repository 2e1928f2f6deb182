package io.github.seqrec4j.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why an item has its score.
 *
 * @param item the item
 * @param score what orders the answer
 * @param branches what each branch says, in model order; one that the item or the history lacks is
 *     not there
 * @param placed whether the item lacks a branch of the ensemble, as one does that was added after
 *     the training: its score is then not the sum of the parts, but that which stands in the
 *     ensemble where the parts put the item among others
 * @param history items of the history, each once, the most similar first
 */
@Experimental
public record Explanation(
    String item, double score, List<Part> branches, boolean placed, List<Similar> history) {

  /** Copies the lists. */
  public Explanation {
    branches = List.copyOf(branches);
    history = List.copyOf(history);
  }

  /**
   * What a branch says.
   *
   * @param branch its name
   * @param score its own score of the item
   * @param weight what it counts, 0 for one that is not asked
   */
  @Experimental
  public record Part(String branch, double score, double weight) {

    /** Its part in the sum. */
    public double part() {
      return weight * score;
    }
  }

  /**
   * An item of the history beside the one that is explained.
   *
   * @param item its identifier
   * @param similarity cosine of both vectors, branches by their weights; of those that both have
   * @param branches cosine in each branch that both have, by name
   */
  @Experimental
  public record Similar(String item, double similarity, Map<String, Double> branches) {

    /** Copies the map, in its order. */
    public Similar {
      branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }
  }
}
