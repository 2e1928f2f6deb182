package io.github.seqrec4j.api;

/** How often each item occurs in the training sequences. */
public interface ItemCounts {

  /** N, number of items without padding. */
  int items();

  /** Occurrences of item {@code item} in 1..N. */
  long count(int item);
}
