package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a backbone reads the categories of events, such as a click or a purchase: as trainable
 * vectors that are added to the item vectors. The category of the event to be predicted is never
 * read.
 */
public enum Categories {
  /** It does not. */
  NONE,
  /** A vector for each category is added to the vector of the event's item. */
  EVENTS;

  /** How the option is described. */
  static final String DESCRIPTION =
      "none: categories of events do not enter; events: a vector for each is added to the item's, and"
          + " the data must have them";

  /**
   * What is read with them.
   *
   * @param others what is read beside
   */
  Set<SequenceInput> with(Set<SequenceInput> others) {
    if (this == NONE) {
      return others;
    }
    Set<SequenceInput> all = new TreeSet<>(others);
    all.add(SequenceInput.EVENT_CATEGORIES);
    return Set.copyOf(all);
  }

  /** C, number of categories that are read; 0 where none are. */
  int number(SequenceSchema sequences) {
    if (this == NONE) {
      return 0;
    }
    if (sequences.categories() == 0) {
      throw new IllegalArgumentException(
          "categories must be none, as the events of the data have no categories");
    }
    return sequences.categories();
  }
}
