package io.github.seqrec4j.api;

import java.util.function.IntToLongFunction;

/** How often each item occurs in the training sequences. */
public interface ItemCounts {

  /** N, number of items without padding. */
  int items();

  /** Occurrences of item {@code item} in 1..N. */
  long count(int item);

  /**
   * Counts by a function.
   *
   * @param items N, at least 0
   * @param count occurrences of an item in 1..N
   * @throws IllegalArgumentException if N is below 0
   */
  static ItemCounts of(int items, IntToLongFunction count) {
    Arguments.atLeast("items", items, 0);
    return new ItemCounts() {
      @Override
      public int items() {
        return items;
      }

      @Override
      public long count(int item) {
        return count.applyAsLong(item);
      }
    };
  }
}
