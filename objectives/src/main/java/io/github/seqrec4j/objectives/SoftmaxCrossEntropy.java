package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.nn.Scale;

/**
 * Cross entropy of the softmax over a row's candidates: -log p[target] with p = softmax(s / tau -
 * log q), s the scores and q the probabilities that candidates are drawn with; mean over rows and
 * summed over branches (paper section 3.3). A column that stands for n_c slots of the batch counts
 * n_c times.
 *
 * <p>The temperature divides the scores alone: what corrects for sampling is none of the model's.
 * Ranks do not depend on it; the distillation has one of its own.
 *
 * @param temperature tau, 0.001 to 50; 1 in the reference
 */
@Description(
    value = "Cross entropy of the softmax over the candidates",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.3")
@Built
public record SoftmaxCrossEntropy(
    @Option("divides the scores, 0.001 to 50; below 1 the nearest rivals of the target count more")
        double temperature)
    implements Loss {

  /** Temperature 1. */
  public SoftmaxCrossEntropy() {
    this(1);
  }

  /**
   * Checks the range; beyond it excluded candidates, at -1e4, would count, or overflow.
   *
   * @throws IllegalArgumentException if the temperature is out of it
   */
  @Internal
  public SoftmaxCrossEntropy {
    Arguments.within("temperature", temperature, 0.001, Arguments.MAX_TEMPERATURE);
  }

  /** A builder that starts from the defaults. */
  public static SoftmaxCrossEntropyBuilder builder() {
    return new SoftmaxCrossEntropyBuilder();
  }

  /** A builder that starts from this. */
  public SoftmaxCrossEntropyBuilder toBuilder() {
    return new SoftmaxCrossEntropyBuilder(this);
  }

  @Override
  public String type() {
    return "softmax-cross-entropy";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    return PerBranch.loss(rows, m -> rows.mean(logSoftmax(rows, m).gather(rows.target(), 1)).neg());
  }

  /** log p of a branch, (R, C). */
  private NDArray logSoftmax(LogitRows rows, int branch) {
    return temperature == 1
        ? rows.logSoftmax(branch)
        : Scale.by(rows.scores(branch), 1 / temperature)
            .sub(rows.logProbability())
            .add(rows.logMultiplicity())
            .logSoftmax(1);
  }

  /** By the logits: p, less 1 at the target, the factor being 1 / (tau R). */
  @Override
  public LogitGradients gradients(LogitRows rows) {
    TargetPlaces targets = new TargetPlaces(rows);
    return PerBranch.gradients(
        rows,
        1.0 / rows.rows() / temperature,
        m -> {
          NDArray atTarget; // log p, (R, 1)
          NDArray gradient; // (R, C)
          if (temperature == 1) {
            atTarget = rows.targetLogSoftmax(m);
            gradient = rows.takeSoftmax(m);
          } else {
            NDArray logSoftmax = logSoftmax(rows, m);
            atTarget = logSoftmax.gather(rows.target(), 1);
            gradient = logSoftmax.exp();
          }
          targets.set(gradient, gradient.gather(rows.target(), 1).subi(1));
          return new PerBranch.Part(rows.mean(atTarget).neg(), rows.weigh(gradient));
        });
  }
}
