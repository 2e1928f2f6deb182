package io.github.seqrec4j.runtime;

import java.util.List;

/** A change of a catalogue, as it is applied and kept. */
sealed interface ItemChange {

  /**
   * Items come, or others take the place of those of their names.
   *
   * @param items with features alone
   */
  record Put(List<NewItem> items) implements ItemChange {}

  /** Items are no longer recommended. */
  record Retire(List<String> items) implements ItemChange {}

  /** Items of the bundle that were retired are as the bundle has them again. */
  record Restore(List<String> items) implements ItemChange {}
}
