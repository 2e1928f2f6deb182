package org.example.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;

/**
 * Bayesian personalised ranking (Rendle, Freudenthaler, Gantner and Schmidt-Thieme, "BPR: Bayesian
 * Personalized Ranking from Implicit Feedback", UAI 2009, section 4): -log sigmoid(s_t - s_c), with
 * s_t the score of a row's target and s_c that of another candidate, mean over the row's other
 * candidates, mean over rows, summed over branches. Candidates that are excluded count for nothing,
 * a column that stands for n slots of the batch counts n times.
 *
 * <p>Departure from the paper: several negatives to a positive instead of one; the weights decay in
 * the optimizer.
 */
// tag::spec[]
@Description(
    value = "Each candidate's score is to stay below the target's",
    source = "Rendle et al., BPR: Bayesian Personalized Ranking from Implicit Feedback, UAI 2009")
public record BayesianRanking() implements Loss {

  @Override
  public String type() {
    return "bayesian-ranking";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    NDArray sum = loss(rows, 0);
    for (int m = 1; m < rows.branches().size(); m++) {
      sum = sum.add(loss(rows, m));
    }
    return sum;
  }

  private static NDArray loss(LogitRows rows, int branch) {
    NDArray scores = rows.scores(branch); // (R, C)
    NDArray target = scores.gather(rows.target(), 1); // (R, 1)
    NDArray costs = Activation.softPlus(scores.sub(target)); // -log sigmoid(s_t - s_c)
    NDArray negatives = rows.negatives(); // (R, C), slots; 0 at the target and what is excluded
    NDArray count = negatives.sum(new int[] {1}).maximum(1); // (R)
    return rows.mean(costs.mul(negatives).sum(new int[] {1}).div(count));
  }
}
// end::spec[]
