package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.PackedHistory;
import org.jspecify.annotations.Nullable;

/**
 * {@link IntervalEmbedding} and {@link CategoryEmbedding} in plain Java: item vectors of a history
 * with what its events add, (R, D) to (R, D).
 */
final class EventVectors {

  private final float @Nullable [][] since;
  private final float @Nullable [][] until;
  private final float @Nullable [][] table;

  /**
   * From the weights of the backbone's block.
   *
   * @param categories C; 0 reads none
   */
  EventVectors(NamedWeights weights, Intervals intervals, int categories, int width) {
    NamedWeights times = weights.below("intervals");
    since = intervals == Intervals.NONE ? null : times.rows("since", TimeBuckets.COUNT + 1, width);
    until = intervals == Intervals.REQUESTS ? times.rows("until", TimeBuckets.COUNT, width) : null;
    table = categories == 0 ? null : weights.below("categories").rows("table", categories, width);
  }

  /** New arrays, which the caller may change. */
  float[][] of(PackedHistory history) {
    float[][] sums = new float[history.slots()][];
    for (int r = 0; r < sums.length; r++) {
      float[] sum = history.vectors()[r].clone();
      if (since != null) {
        long[] times = history.times();
        add(since[r == 0 ? 0 : TimeBuckets.of(times[r] - times[r - 1]) + 1], sum);
      }
      if (until != null) {
        add(until[TimeBuckets.of(history.requestTimes()[r] - history.times()[r])], sum);
      }
      if (table != null && history.categories()[r] > 0) {
        add(table[(int) history.categories()[r] - 1], sum);
      }
      sums[r] = sum;
    }
    return sums;
  }

  /** Adds a vector to a sum. */
  static void add(float[] vector, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += vector[j];
    }
  }
}
