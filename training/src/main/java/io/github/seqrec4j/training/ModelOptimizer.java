package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The optimizer of a model: the rule of the spec applied to the flat dense parameters and to the ID
 * table, at the rate of the schedule. The gradient is clipped over both together.
 *
 * <p>The state is in arrays that can be saved: the moments of the flat parameters and of the ID
 * table.
 */
final class ModelOptimizer {

  /** PyTorch's guard in {@code clip_grad_norm_}. */
  private static final double CLIP_EPSILON = 1e-6;

  private final Optimizer rule;
  private final double clipNorm;
  private final LongToDoubleFunction rates;
  private final NDArray parameters;
  private final List<NDArray> moments = new ArrayList<>();
  private final @Nullable IdTableOptimizer table;

  /**
   * An optimizer with zero moments.
   *
   * @param parameters (P), updated in place
   * @param table (N+1, F), updated in place, or null
   * @param steps of the whole training
   */
  ModelOptimizer(
      NDManager manager,
      TrainingSpec spec,
      NDArray parameters,
      @Nullable NDArray table,
      long steps) {
    rule = spec.optimizer();
    clipNorm = spec.clipNorm();
    rates = step -> rule.learningRate() * spec.schedule().factor(step, steps);
    this.parameters = parameters;
    this.table =
        table == null ? null : new IdTableOptimizer(manager, rule, spec.idTable(), rates, table);
    rule.moments().forEach(name -> moments.add(manager.zeros(parameters.getShape())));
  }

  /**
   * Brings rows of the ID table up to date before a step reads them; nothing to do but where they
   * are deferred.
   *
   * @param step the step about to run, counted from 1 over the whole training
   * @param rows distinct rows that the step reads
   */
  void beforeStep(NDManager scratch, long step, int[] rows) {
    if (table != null) {
      table.catchUp(scratch, step - 1, rows);
    }
  }

  /** Brings the whole ID table up to date after a step, so that anyone may read it. */
  void settle(NDManager scratch, long step) {
    if (table != null) {
      table.catchUp(scratch, step);
    }
  }

  /**
   * One step.
   *
   * @param step counted from 1 over the whole training
   * @param gradient (P); overwritten
   * @param rows (U) distinct table rows, those given to {@link #beforeStep}
   * @param rowGradient (U, F), overwritten, or null without ID table
   * @return the gradient norm before clipping
   */
  double step(
      NDManager scratch, long step, NDArray gradient, int[] rows, @Nullable NDArray rowGradient) {
    double squares = gradient.square().sum().getFloat();
    if (rowGradient != null) {
      squares += rowGradient.square().sum().getFloat();
    }
    double norm = Math.sqrt(squares);
    if (!Double.isFinite(norm)) {
      return norm; // the caller stops the run; the weights stay as they were
    }
    double scale = clipNorm > 0 ? Math.min(1, clipNorm / (norm + CLIP_EPSILON)) : 1;
    if (scale < 1) {
      gradient.muli(scale);
      if (rowGradient != null) {
        rowGradient.muli(scale);
      }
    }
    rule.update(parameters, moments, gradient, step, rates.applyAsDouble(step));
    if (table != null && rowGradient != null) {
      table.step(scratch, step, rows, rowGradient);
    }
    return norm;
  }

  /** The arrays that make up the state, by name; writing into them restores it. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < moments.size(); i++) {
      state.put(rule.moments().get(i), moments.get(i));
    }
    if (table != null) {
      for (int i = 0; i < moments.size(); i++) {
        state.put("table-" + rule.moments().get(i), table.moments().get(i));
      }
    }
    return state;
  }

  /** Tells an optimizer whose arrays were restored that they hold the state after a step. */
  void restored(long step) {
    if (table != null) {
      table.restored(step);
    }
  }
}
