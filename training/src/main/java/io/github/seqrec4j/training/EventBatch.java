package io.github.seqrec4j.training;

/**
 * A batch of training sequences, left-padded.
 *
 * <p>Shapes: B sequences of S+1 slots, one behind the other.
 *
 * @param slotsPerSequence S+1
 * @param items (B(S+1)) items, 0 = padding
 * @param times (B(S+1)) seconds since 1970, all 0 where the data has none
 * @param categories (B(S+1)) categories from 1 on, 0 = none
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record EventBatch(int slotsPerSequence, int[] items, long[] times, int[] categories) {

  /** Of items whose times and categories are not known. */
  static EventBatch of(int slotsPerSequence, int[] items) {
    return new EventBatch(slotsPerSequence, items, new long[items.length], new int[items.length]);
  }

  /** B. */
  int sequences() {
    return items.length / slotsPerSequence;
  }
}
