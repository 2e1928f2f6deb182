package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step of the outer optimiser on the weights of a model, by what a round came to. */
final class OuterStep {

  private final RoundSpec spec;
  private final OuterOptimizer rule;
  private final IdleRows idle;
  private final NDArray flat;
  private final @Nullable NDArray table;
  private final @Nullable NDArray flatVelocity;
  private final @Nullable NDArray tableVelocity;

  /**
   * An outer optimiser without velocity yet.
   *
   * @param manager of the velocities, which there are with a momentum only
   * @param flat (P), updated in place
   * @param table (N+1, F), updated in place, or null
   */
  OuterStep(
      NDManager manager, RoundSpec spec, IdleRows idle, NDArray flat, @Nullable NDArray table) {
    this.spec = spec;
    this.rule = spec.outer();
    this.idle = idle;
    this.flat = flat;
    this.table = table;
    boolean moving = rule.momentum() > 0;
    flatVelocity = moving ? manager.zeros(flat.getShape()) : null;
    tableVelocity = moving && table != null ? manager.zeros(table.getShape()) : null;
  }

  /** The velocities by name; writing into them restores them. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    if (flatVelocity != null) {
      state.put("outer-velocity", flatVelocity);
    }
    if (tableVelocity != null) {
      state.put("outer-velocity-" + SequenceModel.ID_TABLE, tableVelocity);
    }
    return state;
  }

  /**
   * One step.
   *
   * @param sum of all partitions
   * @param from step of the partitions that the round began after
   * @param to its last step
   */
  void apply(RoundSum sum, long from, long to) {
    WeightSum dense = sum.dense();
    int parts = spec.partitions();
    if (dense == null || sum.parts().size() != parts || dense.size() != flat.size()) {
      throw new IllegalArgumentException(
          sum.parts().size() + " partitions came to something, expected " + parts);
    }
    FloatBlocks weights = FloatBlocks.of(flat);
    FloatBlocks velocity = flatVelocity == null ? null : FloatBlocks.of(flatVelocity);
    for (long i = 0; i < weights.size(); i++) {
      move(weights, velocity, i, dense.get(i) / parts);
    }
    weights.into(flat);
    if (velocity != null && flatVelocity != null) {
      velocity.into(flatVelocity);
    }
    if (table != null) {
      int[] next = {0};
      TableRows.all(
          table, (scratch, first, view) -> rows(scratch, first, view, sum, next, from, to));
    }
  }

  private void move(FloatBlocks weights, @Nullable FloatBlocks velocity, long index, double mean) {
    float weight = weights.get(index);
    float moved = rule.velocity(weight, mean, velocity == null ? 0 : velocity.get(index));
    weights.set(index, rule.weight(weight, mean, moved));
    if (velocity != null) {
      velocity.set(index, moved);
    }
  }

  /** Some rows of the table; {@code next} is the first of the sum's that is not yet among them. */
  private void rows(
      NDManager scratch, int first, NDArray view, RoundSum sum, int[] next, long from, long to) {
    Shape shape = view.getShape();
    int count = (int) shape.get(0);
    int width = (int) shape.get(1);
    NDArray unread = view.duplicate();
    unread.attach(scratch);
    idle.pass(scratch, unread, from, to);
    FloatBuffer idles = HostArrays.floats(unread);
    FloatBlocks weights = FloatBlocks.of(view);
    NDArray velocities =
        tableVelocity == null ? null : tableVelocity.get(TableRows.range(first, first + count));
    FloatBlocks velocity = velocities == null ? null : FloatBlocks.of(velocities);
    for (int r = 0; r < count; r++) {
      boolean moved = next[0] < sum.rows().length && sum.rows()[next[0]] == first + r;
      for (int f = 0; f < width; f++) {
        float own = idles.get(r * width + f);
        double mean = moved ? mean(sum, next[0], width, f, own) : own;
        move(weights, velocity, (long) r * width + f, mean);
      }
      next[0] += moved ? 1 : 0;
    }
    weights.into(view);
    if (velocities != null && velocity != null) {
      velocity.into(velocities);
      velocities.close();
    }
  }

  private double mean(RoundSum sum, int row, int width, int column, float idleValue) {
    WeightSum values = sum.values();
    if (values == null) {
      throw new IllegalArgumentException("rows without values");
    }
    double moved = values.get((long) row * width + column);
    int movers = sum.movers()[row];
    return spec.rowMean() == RoundSpec.RowMean.MOVERS
        ? moved / movers
        : (moved + (double) (spec.partitions() - movers) * idleValue) / spec.partitions();
  }
}
