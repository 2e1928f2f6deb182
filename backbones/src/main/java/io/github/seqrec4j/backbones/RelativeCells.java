package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.HostArrays;
import org.jspecify.annotations.Nullable;

/**
 * Which number of a table each cell of causal attention takes, by the distance of its slots and by
 * the time that has passed; found once for all layers, whose tables differ.
 *
 * <p>Shapes: B sequences, S slots, Q of them that read, the last ones.
 *
 * @param places (Q, S) int64: S - 1 - distance; of a later slot, which is hidden, S - 1
 * @param cells (B, 1, Q, S); without times what hides a cell, 0 or {@link AttentionBias#HIDE_SLOT}
 *     or below; with times int64, 1 + the bucket of the time from the event until the slot that
 *     reads is asked, 0 where the cell is hidden
 */
record RelativeCells(NDArray places, NDArray cells) {

  /**
   * All cells of a backbone's inputs: item vectors, mask (B, S) and, where times are read, event
   * times and request times, (B, S) int64 both.
   */
  static RelativeCells of(NDList inputs) {
    NDArray mask = inputs.get(1);
    NDManager manager = mask.getManager();
    int slots = Math.toIntExact(mask.getShape().get(1));
    NDArray slot = manager.arange(0, slots, 1, DataType.INT64);
    NDArray distances = slot.reshape(slots, 1).sub(slot); // (S, S), negative of a later slot
    NDArray places = distances.maximum(0).neg().add(slots - 1);
    if (inputs.size() == 2) {
      NDArray hidden =
          AttentionBias.ofKeys(mask, AttentionBias.HIDE_SLOT)
              .add(AttentionBias.causal(manager, slots));
      return new RelativeCells(places, hidden);
    }
    NDArray earlier = distances.gte(0).toType(DataType.INT64, false);
    NDArray seen = earlier.mul(mask.toType(DataType.INT64, false).expandDims(1)); // (B, S, S)
    NDArray passed = inputs.get(3).expandDims(2).sub(inputs.get(2).expandDims(1)); // (B, S, S)
    return new RelativeCells(places, TimeBuckets.of(passed).add(1).mul(seen).expandDims(1));
  }

  /** The cells of the last slot. */
  RelativeCells last() {
    long row = places.getShape().get(0) - 1;
    return new RelativeCells(
        places.get(new NDIndex("{}:", row)), cells.get(new NDIndex(":, :, {}:", row)));
  }

  /** Q. */
  long queries() {
    return places.getShape().get(0);
  }

  /**
   * What is added to the scores, (B, 1, Q, S).
   *
   * @param positions (S), from the largest distance to 0
   * @param times (buckets), null where no times are read
   */
  NDArray bias(NDArray positions, @Nullable NDArray times) {
    NDManager manager = places.getManager();
    NDArray bias = positions.take(manager, places); // (Q, S)
    if (times == null) {
      return cells.add(bias);
    }
    NDArray hide = HostArrays.of(manager, new float[] {AttentionBias.HIDE_SLOT}, new Shape(1));
    return NDArrays.concat(new NDList(hide, times)).take(manager, cells).add(bias);
  }
}
