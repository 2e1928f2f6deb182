package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.Scale;

/**
 * BPR: each negative's score is to stay below the target's. sum_c n_c -log sigmoid(s_t - s_c) / n
 * over the n = sum_c n_c negatives of a row, mean over rows, summed over branches; 0 for a row
 * without any. s are the scores, without any correction for how candidates are drawn.
 *
 * <p>Departures from the paper: several negatives to a target, as in GRU4Rec (Hidasi et al., ICLR
 * 2016), instead of one; the weights decay in the optimizer.
 *
 * <p>Shapes: R rows, C candidates.
 */
@Description(
    value = "Each negative's score is to stay below the target's (BPR), on uncorrected scores",
    source =
        "Rendle et al., BPR: Bayesian Personalized Ranking from Implicit Feedback, UAI 2009, section 4")
public record BayesianPersonalizedRanking() implements Loss {

  @Override
  public String type() {
    return "bpr";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    NDArray share = share(rows);
    return PerBranch.loss(rows, m -> loss(excess(rows, m), share));
  }

  /** n_c / (n R) times the row's weight: what a negative counts for, (R, C). */
  private static NDArray share(LogitRows rows) {
    NDArray count = rows.negatives().sum(new int[] {1}, true).maximum(1); // (R, 1)
    return rows.weigh(Scale.by(rows.negatives().div(count), 1.0 / rows.rows()));
  }

  /** s_c - s_t of a branch, (R, C). */
  private static NDArray excess(LogitRows rows, int branch) {
    NDArray scores = rows.scores(branch);
    return scores.sub(scores.gather(rows.target(), 1));
  }

  private static NDArray loss(NDArray excess, NDArray share) {
    return Activation.softPlus(excess).mul(share).sum();
  }

  /** By the scores: n_c sigmoid(s_c - s_t) / (n R) of a negative, less their sum at the target. */
  @Override
  public LogitGradients gradients(LogitRows rows) {
    NDArray share = share(rows);
    TargetPlaces targets = new TargetPlaces(rows);
    return PerBranch.gradients(
        rows,
        1,
        m -> {
          NDArray excess = excess(rows, m);
          NDArray gradient = Activation.sigmoid(excess).muli(share); // (R, C), 0 at the target
          targets.set(gradient, gradient.sum(new int[] {1}, true).neg());
          return new PerBranch.Part(loss(excess, share), gradient);
        });
  }
}
