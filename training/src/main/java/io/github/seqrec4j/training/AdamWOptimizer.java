package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.AdamW;
import io.github.seqrec4j.api.nn.Rows;
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
  private final @Nullable NDArray table;
  private final @Nullable NDArray tableFirst;
  private final @Nullable NDArray tableSecond;

  /**
   * An optimiser with zero moments.
   *
   * @param parameters (P), updated in place
   * @param table (N+1, F), updated in place, or null
   */
  AdamWOptimizer(NDManager manager, AdamW spec, NDArray parameters, @Nullable NDArray table) {
    this.spec = spec;
    this.parameters = parameters;
    this.table = table;
    first = manager.zeros(parameters.getShape());
    second = manager.zeros(parameters.getShape());
    tableFirst = table == null ? null : manager.zeros(table.getShape());
    tableSecond = table == null ? null : manager.zeros(table.getShape());
  }

  /**
   * One step.
   *
   * @param step counted from 1 over the whole training
   * @param gradient (P); overwritten
   * @param rows indices (U) of distinct table rows, or null
   * @param rowGradient (U, F), overwritten, or null
   * @return the gradient norm before clipping
   */
  double step(
      NDManager scratch,
      long step,
      NDArray gradient,
      @Nullable NDArray rows,
      @Nullable NDArray rowGradient) {
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
    update(step, parameters, first, second, gradient);
    if (table != null
        && tableFirst != null
        && tableSecond != null
        && rows != null
        && rowGradient != null) {
      if (spec.idTable() == AdamW.RowUpdate.DENSE) {
        NDArray dense = scratch.zeros(table.getShape());
        dense.set(new NDIndex("{}", rows), rowGradient);
        update(step, table, tableFirst, tableSecond, dense);
      } else {
        NDArray values = Rows.take(table, rows);
        NDArray firstRows = Rows.take(tableFirst, rows);
        NDArray secondRows = Rows.take(tableSecond, rows);
        update(step, values, firstRows, secondRows, rowGradient);
        NDIndex at = new NDIndex("{}", rows);
        table.set(at, values);
        tableFirst.set(at, firstRows);
        tableSecond.set(at, secondRows);
      }
    }
    return norm;
  }

  /** Updates values and moments in place. */
  private void update(
      long step, NDArray values, NDArray firstMoment, NDArray secondMoment, NDArray gradient) {
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
    if (tableFirst != null && tableSecond != null) {
      state.put("table-first", tableFirst);
      state.put("table-second", tableSecond);
    }
    return state;
  }
}
