package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer on the rows of the ID table, of which a step touches few: what happens to the others
 * is the {@link RowUpdate}. Their average, if one is kept, is that of every step, whichever of them
 * touched them.
 */
final class IdTableOptimizer {

  /** Rows settled at a time. */
  private static final int CHUNK = 1 << 16;

  private final Optimizer rule;
  private final RowUpdate update;
  private final LongToDoubleFunction rates;
  private final NDArray table;
  private final @Nullable NDArray averages;
  private final LongToDoubleFunction averageDecays;
  private final List<NDArray> moments = new ArrayList<>();
  private final long[] done; // last step that each row has seen; not used when dense

  /**
   * For a table (N+1, F), updated in place.
   *
   * @param rates step size of each step
   * @param average of the weights, or null
   */
  IdTableOptimizer(
      NDManager manager,
      Optimizer rule,
      RowUpdate update,
      LongToDoubleFunction rates,
      NDArray table,
      @Nullable WeightAverage average) {
    this.rule = rule;
    this.update = update;
    this.rates = rates;
    this.table = table;
    averages = average == null ? null : average.ofTable();
    averageDecays = average == null ? step -> 0 : average.decays();
    rule.moments().forEach(name -> moments.add(manager.zeros(table.getShape())));
    done = new long[Math.toIntExact(table.getShape().get(0))];
  }

  /** In the order of the rule, each (N+1, F). */
  List<NDArray> moments() {
    return moments;
  }

  /** The last step that each row has seen, (N+1); writing into it restores it. */
  long[] done() {
    return done;
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
    if (update == RowUpdate.DENSE || (update == RowUpdate.LAZY && averages == null)) {
      return;
    }
    int[] behind = Arrays.stream(rows).filter(row -> done[row] < step).toArray();
    if (behind.length == 0) {
      return;
    }
    long[] seen = Arrays.stream(behind).mapToLong(row -> done[row]).toArray();
    NDArray at = HostArrays.indices(scratch, behind);
    NDArray values = Rows.take(table, at);
    NDArray means = averages == null ? null : Rows.take(averages, at);
    if (update == RowUpdate.DEFERRED) {
      List<NDArray> taken = take(at);
      rule.catchUp(
          values,
          taken,
          seen,
          step,
          rates,
          means == null ? null : new Optimizer.RowAverages(means, averageDecays));
      write(at, values, taken);
    } else if (means != null) {
      stay(scratch, means, values, seen, step);
    }
    if (averages != null && means != null) {
      averages.set(new NDIndex("{}", at), means);
    }
    for (int row : behind) {
      done[row] = step;
    }
  }

  /** Averages of rows that stayed as they were since they were last seen. */
  private void stay(NDManager scratch, NDArray means, NDArray values, long[] seen, long step) {
    Map<Long, Float> kept = new HashMap<>();
    float[] keep = new float[seen.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] =
          kept.computeIfAbsent(
              seen[i],
              from -> {
                double product = 1;
                for (long j = from + 1; j <= step; j++) {
                  product *= averageDecays.applyAsDouble(j);
                }
                return (float) product;
              });
    }
    // e <- w + (d_1 ... d_k) (e - w)
    means.subi(values).muli(HostArrays.of(scratch, keep, new Shape(keep.length, 1))).addi(values);
  }

  /** One step of rows that are up to date. */
  void step(NDManager scratch, long step, int[] rows, NDArray gradient) {
    NDArray at = HostArrays.indices(scratch, rows);
    double rate = rates.applyAsDouble(step);
    if (update == RowUpdate.DENSE) {
      NDArray dense = scratch.zeros(table.getShape());
      dense.set(new NDIndex("{}", at), gradient);
      rule.update(table, moments, dense, step, rate);
      if (averages != null) {
        WeightAverage.add(averages, table, averageDecays.applyAsDouble(step));
      }
      return;
    }
    NDArray values = Rows.take(table, at);
    List<NDArray> taken = take(at);
    rule.update(values, taken, gradient, step, rate);
    write(at, values, taken);
    if (averages != null) {
      NDArray means = Rows.take(averages, at);
      WeightAverage.add(means, values, averageDecays.applyAsDouble(step));
      averages.set(new NDIndex("{}", at), means);
    }
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
