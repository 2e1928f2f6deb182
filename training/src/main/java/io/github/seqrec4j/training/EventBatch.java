package io.github.seqrec4j.training;

import java.util.stream.IntStream;

/**
 * A batch of training sequences, left-padded.
 *
 * <p>Shapes: B sequences of S+1 slots, one behind the other.
 *
 * @param slotsPerSequence S+1
 * @param items (B(S+1)) items, 0 = padding
 * @param times (B(S+1)) seconds since 1970, all 0 where the data has none
 * @param categories (B(S+1)) categories from 1 on, 0 = none
 * @param weights (B(S+1)) what each event counts for as a target, 0 = it is none
 * @param shown (B(S+1)) slot of the batch whose event is shown in each as an input, its complement
 *     (~slot) where all but its time is hidden; a slot shows its own unless the batch is augmented
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record EventBatch(
    int slotsPerSequence,
    int[] items,
    long[] times,
    int[] categories,
    float[] weights,
    int[] shown) {

  /** As the data has it. */
  EventBatch(int slotsPerSequence, int[] items, long[] times, int[] categories, float[] weights) {
    this(
        slotsPerSequence,
        items,
        times,
        categories,
        weights,
        IntStream.range(0, items.length).toArray());
  }

  /** Of events that are all targets alike. */
  EventBatch(int slotsPerSequence, int[] items, long[] times, int[] categories) {
    this(slotsPerSequence, items, times, categories, alike(items));
  }

  /** Of items whose times and categories are not known. */
  static EventBatch of(int slotsPerSequence, int[] items) {
    return new EventBatch(slotsPerSequence, items, new long[items.length], new int[items.length]);
  }

  /** Weights of items that are all targets alike. */
  static float[] alike(int[] items) {
    float[] weights = new float[items.length];
    for (int slot = 0; slot < items.length; slot++) {
      weights[slot] = items[slot] == 0 ? 0 : 1;
    }
    return weights;
  }

  /** B. */
  int sequences() {
    return items.length / slotsPerSequence;
  }

  /** Whether the event of a slot is to be predicted. */
  boolean isTarget(int slot) {
    return weights[slot] > 0;
  }
}
