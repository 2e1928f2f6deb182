package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * w(epoch) = exp(-5 (1 - min(epoch, alpha) / alpha)^2), the reference's ramp for alpha of at least
 * 1.
 *
 * @param epochs alpha, epochs until the weight is 1, at least 1
 */
@Description(
    value = "exp(-5 (1 - epoch / epochs)^2), then 1",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023")
@Built
public record SigmoidRampUp(
    @Option("epochs until the weight is 1 (paper: alpha), at least 1") int epochs)
    implements RampUp {

  /** Steepness of the ramp, from the reference. */
  private static final double STEEPNESS = -5;

  /** 20 epochs, published for Amazon Arts. */
  public SigmoidRampUp() {
    this(20);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if epochs is below 1
   */
  @Internal
  public SigmoidRampUp {
    Arguments.atLeast("epochs", epochs, 1);
  }

  /** A builder that starts from the defaults. */
  public static SigmoidRampUpBuilder builder() {
    return new SigmoidRampUpBuilder();
  }

  /** A builder that starts from this. */
  public SigmoidRampUpBuilder toBuilder() {
    return new SigmoidRampUpBuilder(this);
  }

  @Override
  public String type() {
    return "sigmoid";
  }

  @Override
  public double weight(int epoch) {
    double left = 1 - (double) Math.min(epoch, epochs) / epochs;
    return Math.exp(STEEPNESS * left * left);
  }
}
