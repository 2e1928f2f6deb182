package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An optimizer on the rows of the ID table, of which a step touches few: what happens to the others
 * is the {@link RowUpdate}.
 */
final class IdTableOptimizer {

  /** Rows settled at a time. */
  private static final int CHUNK = 1 << 16;

  private final Optimizer rule;
  private final RowUpdate update;
  private final LongToDoubleFunction rates;
  private final NDArray table;
  private final List<NDArray> moments = new ArrayList<>();
  private final long[] done; // last step that each row has seen; used when deferred

  /**
   * For a table (N+1, F), updated in place.
   *
   * @param rates step size of each step
   */
  IdTableOptimizer(
      NDManager manager,
      Optimizer rule,
      RowUpdate update,
      LongToDoubleFunction rates,
      NDArray table) {
    this.rule = rule;
    this.update = update;
    this.rates = rates;
    this.table = table;
    rule.moments().forEach(name -> moments.add(manager.zeros(table.getShape())));
    done = new long[Math.toIntExact(table.getShape().get(0))];
  }

  /** In the order of the rule, each (N+1, F). */
  List<NDArray> moments() {
    return moments;
  }

  /** The arrays now hold the state after this step. */
  void restored(long step) {
    Arrays.fill(done, step);
  }

  /** Brings all rows to the state after a step. */
  void catchUp(NDManager owner, long step) {
    for (int from = 0; from < done.length; from += CHUNK) {
      try (NDManager scratch = owner.newSubManager()) {
        int to = Math.min(done.length, from + CHUNK);
        catchUp(scratch, step, IntStream.range(from, to).toArray());
      }
    }
  }

  /** Brings distinct rows to the state after a step. */
  void catchUp(NDManager scratch, long step, int[] rows) {
    if (update != RowUpdate.DEFERRED) {
      return;
    }
    int[] behind = Arrays.stream(rows).filter(row -> done[row] < step).toArray();
    if (behind.length == 0) {
      return;
    }
    long[] seen = Arrays.stream(behind).mapToLong(row -> done[row]).toArray();
    NDArray at = HostArrays.indices(scratch, behind);
    NDArray values = Rows.take(table, at);
    List<NDArray> taken = take(at);
    rule.catchUp(values, taken, seen, step, rates);
    write(at, values, taken);
    for (int row : behind) {
      done[row] = step;
    }
  }

  /** One step of rows that are up to date. */
  void step(NDManager scratch, long step, int[] rows, NDArray gradient) {
    NDArray at = HostArrays.indices(scratch, rows);
    double rate = rates.applyAsDouble(step);
    if (update == RowUpdate.DENSE) {
      NDArray dense = scratch.zeros(table.getShape());
      dense.set(new NDIndex("{}", at), gradient);
      rule.update(table, moments, dense, step, rate);
      return;
    }
    NDArray values = Rows.take(table, at);
    List<NDArray> taken = take(at);
    rule.update(values, taken, gradient, step, rate);
    write(at, values, taken);
    for (int row : rows) {
      done[row] = step;
    }
  }

  private List<NDArray> take(NDArray at) {
    return moments.stream().map(moment -> Rows.take(moment, at)).toList();
  }

  private void write(NDArray at, NDArray values, List<NDArray> taken) {
    NDIndex index = new NDIndex("{}", at);
    table.set(index, values);
    for (int i = 0; i < taken.size(); i++) {
      moments.get(i).set(index, taken.get(i));
    }
  }
}
