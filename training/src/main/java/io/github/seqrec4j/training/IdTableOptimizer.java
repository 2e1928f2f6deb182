package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.AdamW;
import io.github.seqrec4j.api.AdamW.RowUpdate;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * AdamW on the rows of the ID table, of which a step touches few.
 *
 * <p>A row without gradient still moves under dense AdamW: its moments fade and carry it on. For k
 * such steps after step s, with D = 1 - rate decay and row moments m and v,
 *
 * <pre>
 *   w <- D^k w - c m / (sqrt(v) + epsilon),   m <- beta1^k m,   v <- beta2^k v
 *   c  = sum over j = 1..k of D^(k-j) rate (beta1 / sqrt(beta2))^j
 *                             sqrt(1 - beta2^(s+j)) / (1 - beta1^(s+j))
 * </pre>
 *
 * which is one operation on the row, whatever k: {@link RowUpdate#DEFERRED} computes dense AdamW at
 * the cost of the rows read. It differs from {@link RowUpdate#DENSE} by rounding, and by epsilon
 * not growing with 1 / sqrt(beta2^j), which is far below rounding where sqrt(v) is above epsilon.
 */
final class IdTableOptimizer {

  /** Terms of c this much smaller than the first are left out. */
  private static final double NEGLIGIBLE = 1e-10;

  /** Rows settled at a time. */
  private static final int CHUNK = 1 << 16;

  private final AdamW spec;
  private final NDArray table;
  private final NDArray first;
  private final NDArray second;
  private final long[] done; // last step that each row has seen; used when deferred

  /** For a table (N+1, F), updated in place. */
  IdTableOptimizer(NDManager manager, AdamW spec, NDArray table) {
    this.spec = spec;
    this.table = table;
    first = manager.zeros(table.getShape());
    second = manager.zeros(table.getShape());
    done = new long[Math.toIntExact(table.getShape().get(0))];
  }

  /** First moments, (N+1, F). */
  NDArray first() {
    return first;
  }

  /** Second moments, (N+1, F). */
  NDArray second() {
    return second;
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
    if (spec.idTable() != RowUpdate.DEFERRED) {
      return;
    }
    int[] behind = Arrays.stream(rows).filter(row -> done[row] < step).toArray();
    if (behind.length == 0) {
      return;
    }
    float[] decay = new float[behind.length];
    float[] move = new float[behind.length];
    float[] firstDecay = new float[behind.length];
    float[] secondDecay = new float[behind.length];
    for (int i = 0; i < behind.length; i++) {
      long from = done[behind[i]];
      double steps = step - from;
      decay[i] = (float) Math.pow(1 - spec.learningRate() * spec.weightDecay(), steps);
      firstDecay[i] = (float) Math.pow(spec.beta1(), steps);
      secondDecay[i] = (float) Math.pow(spec.beta2(), steps);
      move[i] = (float) move(from, step);
      done[behind[i]] = step;
    }
    NDArray at = HostArrays.indices(scratch, behind);
    Shape column = new Shape(behind.length, 1);
    NDArray values = Rows.take(table, at);
    NDArray firstRows = Rows.take(first, at);
    NDArray secondRows = Rows.take(second, at);
    NDArray moved = firstRows.div(secondRows.sqrt().addi(spec.epsilon()));
    values
        .muli(HostArrays.of(scratch, decay, column))
        .subi(moved.muli(HostArrays.of(scratch, move, column)));
    firstRows.muli(HostArrays.of(scratch, firstDecay, column));
    secondRows.muli(HostArrays.of(scratch, secondDecay, column));
    write(at, values, firstRows, secondRows);
  }

  /** c of the class comment, for the steps after {@code from} up to {@code to}. */
  private double move(long from, long to) {
    double keep = 1 - spec.learningRate() * spec.weightDecay();
    double ratio = spec.beta1() / Math.sqrt(spec.beta2());
    double firstPower = Math.pow(spec.beta1(), (double) from);
    double secondPower = Math.pow(spec.beta2(), (double) from);
    double sum = 0;
    double fade = 1;
    long j = from;
    while (j < to && fade > NEGLIGIBLE) {
      j++;
      fade *= ratio;
      firstPower *= spec.beta1();
      secondPower *= spec.beta2();
      sum = keep * sum + fade * Math.sqrt(1 - secondPower) / (1 - firstPower);
    }
    return spec.learningRate() * sum * Math.pow(keep, (double) (to - j));
  }

  /** One step of rows that are up to date. */
  void step(NDManager scratch, long step, int[] rows, NDArray gradient) {
    NDArray at = HostArrays.indices(scratch, rows);
    if (spec.idTable() == RowUpdate.DENSE) {
      NDArray dense = scratch.zeros(table.getShape());
      dense.set(new NDIndex("{}", at), gradient);
      AdamWOptimizer.update(spec, step, table, first, second, dense);
      return;
    }
    NDArray values = Rows.take(table, at);
    NDArray firstRows = Rows.take(first, at);
    NDArray secondRows = Rows.take(second, at);
    AdamWOptimizer.update(spec, step, values, firstRows, secondRows, gradient);
    write(at, values, firstRows, secondRows);
    for (int row : rows) {
      done[row] = step;
    }
  }

  private void write(NDArray at, NDArray values, NDArray firstRows, NDArray secondRows) {
    NDIndex index = new NDIndex("{}", at);
    table.set(index, values);
    first.set(index, firstRows);
    second.set(index, secondRows);
  }
}
