package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.io.Serializable;

/**
 * How the weights move once a round of local steps is done: along what they were minus the mean of
 * what the parts came to, the outer gradient g of DiLoCo (Douillard et al., "DiLoCo: Distributed
 * Low-Communication Training of Language Models", 2023, algorithm 1), by Nesterov's momentum as
 * PyTorch has it:
 *
 * <pre>
 *   v <- momentum v + g,   w <- w - rate (g + momentum v)
 * </pre>
 *
 * Rate 1 without momentum takes the mean itself.
 *
 * @param rate outer step size, above 0
 * @param momentum in [0, 1)
 */
@Built
public record OuterOptimizer(
    @Option("outer step size, above 0") double rate,
    @Option("outer momentum, in [0, 1)") double momentum)
    implements Serializable {

  private static final double DILOCO_RATE = 0.7; // DiLoCo, section 3
  private static final double DILOCO_MOMENTUM = 0.9;

  /** The mean of the parts. */
  public OuterOptimizer() {
    this(1, 0);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public OuterOptimizer {
    Arguments.positive("rate", rate);
    Arguments.rate("momentum", momentum);
  }

  /** The mean of the parts. */
  public static OuterOptimizer averaging() {
    return new OuterOptimizer();
  }

  /** Nesterov's momentum with the settings of DiLoCo: rate 0.7, momentum 0.9. */
  public static OuterOptimizer nesterov() {
    return new OuterOptimizer(DILOCO_RATE, DILOCO_MOMENTUM);
  }

  /** A builder that starts from {@link #averaging()}. */
  public static OuterOptimizerBuilder builder() {
    return new OuterOptimizerBuilder();
  }

  /** A builder that starts from this. */
  public OuterOptimizerBuilder toBuilder() {
    return new OuterOptimizerBuilder(this);
  }

  /** Whether it takes the mean and needs no velocity. */
  boolean averages() {
    return rate == 1 && momentum == 0;
  }

  /** v after a round. */
  float velocity(float weight, double mean, float before) {
    return (float) (momentum * before + (weight - mean));
  }

  /** w after a round, its velocity being that after it. */
  float weight(float weight, double mean, float velocity) {
    return averages()
        ? (float) mean
        : (float) (weight - rate * (weight - mean + momentum * velocity));
  }
}
