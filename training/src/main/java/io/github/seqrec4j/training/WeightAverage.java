package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Exponential moving average of all weights over the steps (Polyak and Juditsky, "Acceleration of
 * stochastic approximation by averaging", 1992, in its exponential form): after step t, with w the
 * weights, e &lt;- d_t e + (1 - d_t) w, where d_t = min(d, (1 + t) / (10 + t)), so that the weights
 * of the start do not linger.
 *
 * <p>Rows of the ID table that a step does not touch are averaged when they are next read, by the
 * {@link IdTableOptimizer}, as if they had been at every step.
 */
final class WeightAverage {

  /** Numbers exchanged at a time. */
  private static final long PIECE = 1 << 22;

  private static final double LEAD = 10;

  private final double decay;
  private final NDArray flat;
  private final NDArray ofFlat;
  private final @Nullable NDArray table;
  private final @Nullable NDArray ofTable;

  /**
   * An average that starts from the weights as they are.
   *
   * @param decay d, above 0
   * @param flat (P) dense parameters
   * @param table (N+1, F), or null
   */
  WeightAverage(NDManager manager, double decay, NDArray flat, @Nullable NDArray table) {
    this.decay = decay;
    this.flat = flat;
    this.table = table;
    ofFlat = copy(manager, flat);
    ofTable = table == null ? null : copy(manager, table);
  }

  private static NDArray copy(NDManager manager, NDArray live) {
    NDArray copy = live.duplicate();
    copy.attach(manager);
    return copy;
  }

  /** d of each step. */
  LongToDoubleFunction decays() {
    return step -> Math.min(decay, (1 + step) / (LEAD + step));
  }

  /** Of the dense parameters, (P). */
  NDArray ofFlat() {
    return ofFlat;
  }

  /** Of the ID table, (N+1, F); null without one. */
  @Nullable NDArray ofTable() {
    return ofTable;
  }

  /** Takes the dense parameters after a step into the average. */
  void step(long step) {
    add(ofFlat, flat, decays().applyAsDouble(step));
  }

  /** An average with decay d of values after one more step. */
  static void add(NDArray average, NDArray values, double d) {
    average.muli(d);
    try (NDArray part = values.mul(1 - d)) {
      average.addi(part);
    }
  }

  /** Exchanges the weights and their averages, in pieces; a second time puts them back. */
  void swap() {
    swap(flat, ofFlat);
    if (table != null && ofTable != null) {
      swap(table, ofTable);
    }
  }

  private static void swap(NDArray live, NDArray average) {
    long size = live.size();
    try (NDArray one = live.reshape(size);
        NDArray other = average.reshape(size)) {
      for (long from = 0; from < size; from += PIECE) {
        NDIndex piece = new NDIndex("{}:{}", from, Math.min(size, from + PIECE));
        try (NDArray view = one.get(piece);
            NDArray kept = view.duplicate();
            NDArray others = other.get(piece)) {
          one.set(piece, others);
          other.set(piece, kept);
        }
      }
    }
  }
}
