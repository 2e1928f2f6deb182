package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of a step (paper equation for L): cross entropy, mean over rows and summed over
 * branches, plus the weighted distillation.
 *
 * @param logits per branch (R, C), corrected
 * @param crossEntropy scalar
 * @param distillation scalar, weighted; zero array where the weight is zero
 */
record StepLoss(List<NDArray> logits, NDArray crossEntropy, NDArray distillation) {

  StepLoss {
    logits = List.copyOf(logits);
  }

  /** What is minimised. */
  NDArray total() {
    return crossEntropy.add(distillation);
  }

  /**
   * Computes the loss.
   *
   * @param users per branch (R, D)
   * @param items per branch (C, D)
   */
  static StepLoss of(
      NDManager manager,
      List<Branch> branches,
      List<NDArray> users,
      List<NDArray> items,
      BatchRows rows,
      Distillation distillation,
      double weight) {
    Shape shape = new Shape(rows.rows(), rows.correction().length / Math.max(1, rows.rows()));
    NDArray correction = HostArrays.of(manager, rows.correction(), shape);
    NDArray logMultiplicity = HostArrays.of(manager, rows.logMultiplicity(), shape);
    NDArray target = HostArrays.of(manager, rows.target(), new Shape(rows.rows(), 1));
    List<NDArray> logits = new ArrayList<>();
    List<NDArray> logProbabilities = new ArrayList<>();
    NDArray crossEntropy = null;
    for (int m = 0; m < users.size(); m++) {
      NDArray logit = users.get(m).matMul(items.get(m).transpose()).add(correction); // (R, C)
      logits.add(logit);
      NDArray logProbability = logit.add(logMultiplicity).logSoftmax(1);
      logProbabilities.add(logProbability);
      NDArray mean = logProbability.gather(target, 1).mean().neg();
      crossEntropy = crossEntropy == null ? mean : crossEntropy.add(mean);
    }
    if (crossEntropy == null) {
      throw new IllegalArgumentException("a model needs at least one branch");
    }
    NDArray distilled =
        weight == 0
            ? manager.create(0f)
            : Scale.by(
                distillation.loss(
                    new Distillation.Inputs(branches, logits, logMultiplicity, logProbabilities)),
                weight);
    return new StepLoss(logits, crossEntropy, distilled);
  }
}
