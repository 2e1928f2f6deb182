package io.github.seqrec4j.api;

/**
 * How one part of a model moves, beside the whole: factors on the optimizer's step size and weight
 * decay.
 *
 * @param rateFactor on the step size, above 0
 * @param decayFactor on the weight decay, at least 0; 0 does not decay
 */
@Built
public record ParameterGroup(
    @Option("factor on the step size, above 0") double rateFactor,
    @Option("factor on the weight decay, at least 0; 0 does not decay") double decayFactor) {

  /** Factors of 1. */
  public ParameterGroup() {
    this(1, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public ParameterGroup {
    Arguments.positive("rateFactor", rateFactor);
    Arguments.notNegative("decayFactor", decayFactor);
  }

  /** A builder that starts from the defaults. */
  public static ParameterGroupBuilder builder() {
    return new ParameterGroupBuilder();
  }

  /** A builder that starts from this. */
  public ParameterGroupBuilder toBuilder() {
    return new ParameterGroupBuilder(this);
  }
}
