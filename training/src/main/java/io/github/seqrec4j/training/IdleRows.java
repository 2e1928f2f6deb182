package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * What becomes of rows of the ID table that no step has ever read: their weight decay, and nothing
 * where rows are lazy. Whoever knows the weights of before can reckon it, so that such rows need
 * not be sent: it is bit by bit what the {@link IdTableOptimizer} does.
 */
final class IdleRows {

  private final Optimizer rule;
  private final RowUpdate update;
  private final LongToDoubleFunction rates;

  /**
   * Of a training.
   *
   * @param steps of the whole of it
   */
  IdleRows(TrainingSpec spec, long steps) {
    MoveFactors ofTable = MoveFactors.ofIdTable(spec.groups());
    LongToDoubleFunction all = ModelOptimizer.rates(spec, steps);
    rule = spec.optimizer().withDecay(ofTable.decay());
    update = spec.idTable();
    rates = step -> all.applyAsDouble(step) * ofTable.rate();
  }

  /**
   * Brings rows from one step to another, in place.
   *
   * @param rows (n, F)
   */
  void pass(NDManager scratch, NDArray rows, long from, long to) {
    if (update == RowUpdate.LAZY) {
      return;
    }
    List<NDArray> moments =
        rule.moments().stream().map(name -> scratch.zeros(rows.getShape())).toList();
    if (update == RowUpdate.DEFERRED) {
      long[] done = new long[(int) rows.getShape().get(0)];
      Arrays.fill(done, from);
      rule.catchUp(rows, moments, done, to, rates, null);
      return;
    }
    for (long step = from + 1; step <= to; step++) {
      try (NDManager own = scratch.newSubManager();
          NDArray gradient = own.zeros(rows.getShape())) {
        rule.update(rows, moments, gradient, step, rates.applyAsDouble(step));
      }
    }
  }
}
