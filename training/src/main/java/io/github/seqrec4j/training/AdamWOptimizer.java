package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.AdamW;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019) with PyTorch's
 * order of operations: decay, moments, bias correction, then the root of the corrected second
 * moment plus epsilon. The gradient is clipped over dense parameters and ID rows together.
 *
 * <p>The state is in arrays that can be saved: first and second moments of the flat parameters and
 * of the ID table.
 */
final class AdamWOptimizer {

  /** PyTorch's guard in {@code clip_grad_norm_}. */
  private static final double CLIP_EPSILON = 1e-6;

  private final AdamW spec;
  private final NDArray parameters;
  private final NDArray first;
  private final NDArray second;
  private final @Nullable IdTableOptimizer table;

  /**
   * An optimiser with zero moments.
   *
   * @param parameters (P), updated in place
   * @param table (N+1, F), updated in place, or null
   */
  AdamWOptimizer(NDManager manager, AdamW spec, NDArray parameters, @Nullable NDArray table) {
    this.spec = spec;
    this.parameters = parameters;
    this.table = table == null ? null : new IdTableOptimizer(manager, spec, table);
    first = manager.zeros(parameters.getShape());
    second = manager.zeros(parameters.getShape());
  }

  /**
   * Brings rows of the ID table up to date before a step reads them; nothing to do but in {@link
   * AdamW.RowUpdate#DEFERRED}.
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
    double scale = spec.clipNorm() > 0 ? Math.min(1, spec.clipNorm() / (norm + CLIP_EPSILON)) : 1;
    if (scale < 1) {
      gradient.muli(scale);
      if (rowGradient != null) {
        rowGradient.muli(scale);
      }
    }
    update(spec, step, parameters, first, second, gradient);
    if (table != null && rowGradient != null) {
      table.step(scratch, step, rows, rowGradient);
    }
    return norm;
  }

  /** Updates values and moments in place. */
  static void update(
      AdamW spec,
      long step,
      NDArray values,
      NDArray firstMoment,
      NDArray secondMoment,
      NDArray gradient) {
    values.muli(1 - spec.learningRate() * spec.weightDecay());
    try (NDArray part = gradient.mul(1 - spec.beta1())) {
      firstMoment.muli(spec.beta1()).addi(part);
    }
    try (NDArray part = gradient.square()) {
      secondMoment.muli(spec.beta2()).addi(part.muli(1 - spec.beta2()));
    }
    double firstCorrection = 1 - Math.pow(spec.beta1(), (double) step);
    double secondCorrection = 1 - Math.pow(spec.beta2(), (double) step);
    try (NDArray root = secondMoment.sqrt();
        NDArray move = firstMoment.mul(spec.learningRate() / firstCorrection)) {
      values.subi(move.divi(root.divi(Math.sqrt(secondCorrection)).addi(spec.epsilon())));
    }
  }

  /** The arrays that make up the state, by name; writing into them restores it. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put("first", first);
    state.put("second", second);
    if (table != null) {
      state.put("table-first", table.first());
      state.put("table-second", table.second());
    }
    return state;
  }

  /** Tells an optimiser whose arrays were restored that they hold the state after a step. */
  void restored(long step) {
    if (table != null) {
      table.restored(step);
    }
  }
}
