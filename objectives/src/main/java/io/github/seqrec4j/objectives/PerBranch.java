package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Losses that are sums over branches. */
final class PerBranch {

  private PerBranch() {}

  /**
   * A branch's share.
   *
   * @param cost a scalar
   * @param gradient (R, C) of the cost by the branch's logits, but for a factor
   */
  record Part(NDArray cost, NDArray gradient) {}

  /** The sum of the branches' costs, by their places in model order. */
  static NDArray loss(LogitRows rows, IntFunction<NDArray> cost) {
    NDArray sum = cost.apply(0);
    for (int m = 1; m < rows.branches().size(); m++) {
      sum = sum.add(cost.apply(m));
    }
    return sum;
  }

  /**
   * The same with gradients.
   *
   * @param factor that all of them are to be multiplied by
   */
  static LogitGradients gradients(LogitRows rows, double factor, IntFunction<Part> part) {
    List<NDArray> gradients = new ArrayList<>();
    NDArray loss =
        loss(
            rows,
            m -> {
              Part made = part.apply(m);
              gradients.add(made.gradient());
              return made.cost();
            });
    return new LogitGradients(loss, gradients, factor);
  }
}
