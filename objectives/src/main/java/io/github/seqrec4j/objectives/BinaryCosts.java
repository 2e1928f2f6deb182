package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.Scale;

/**
 * Binary cross entropy of a row's target against its negatives, with a weight beta of the target:
 *
 * <p>L = (-beta log sigmoid(s_t) - sum_c n_c log(1 - sigmoid(s_c))) / (n + 1), n = sum_c n_c,
 *
 * <p>mean over rows and summed over branches. s are the scores, uncorrected; n_c is the number of
 * slots or draws that a column stands for, 0 where it is excluded.
 *
 * <p>Shapes: R rows, C candidates.
 *
 * @param rows a block
 * @param weight (R, 1) beta
 * @param count (R, 1) n + 1
 */
record BinaryCosts(LogitRows rows, NDArray weight, NDArray count) {

  /** Costs whose targets weigh 1. */
  static BinaryCosts of(LogitRows rows) {
    NDArray negatives = negatives(rows);
    return new BinaryCosts(rows, negatives.onesLike(), negatives.add(1));
  }

  /** (R, 1) n, negatives of each row. */
  static NDArray negatives(LogitRows rows) {
    return rows.negatives().sum(new int[] {1}, true);
  }

  /** The loss, a scalar. */
  NDArray loss() {
    return PerBranch.loss(rows, m -> loss(rows.scores(m)));
  }

  private NDArray loss(NDArray scores) {
    NDArray target = Activation.softPlus(scores.gather(rows.target(), 1).neg()); // (R, 1)
    NDArray others = Activation.softPlus(scores).mul(rows.negatives()); // (R, C)
    return rows.mean(target.mul(weight).add(others.sum(new int[] {1}, true)).div(count));
  }

  /**
   * By the scores: n_c sigmoid(s_c) / ((n + 1) R) of negatives, beta (sigmoid(s_t) - 1) / ((n + 1)
   * R) of targets.
   */
  LogitGradients gradients() {
    TargetPlaces targets = new TargetPlaces(rows);
    NDArray share = rows.weigh(Scale.by(count.onesLike().div(count), 1.0 / rows.rows())); // (R, 1)
    NDArray negatives = rows.negatives().mul(share); // (R, C)
    return PerBranch.gradients(
        rows,
        1,
        m -> {
          NDArray scores = rows.scores(m);
          NDArray sigmoid = Activation.sigmoid(scores); // (R, C)
          NDArray target = sigmoid.gather(rows.target(), 1).sub(1).mul(weight).mul(share); // (R, 1)
          NDArray gradient = sigmoid.muli(negatives);
          targets.set(gradient, target);
          return new PerBranch.Part(loss(scores), gradient);
        });
  }
}
