package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * w(epoch) = weight * min(epoch, epochs) / epochs.
 *
 * @param epochs epochs until the full weight, at least 1
 * @param weight full weight, at least 0
 */
@Description("epoch / epochs, then 1")
@Built
public record LinearRampUp(
    @Option("epochs until the full weight, at least 1") int epochs,
    @Option("full weight, at least 0") double weight)
    implements RampUp {

  /** To 1 over 20 epochs. */
  public LinearRampUp() {
    this(20, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public LinearRampUp {
    Arguments.atLeast("epochs", epochs, 1);
    Arguments.notNegative("weight", weight);
  }

  /** A builder that starts from the defaults. */
  public static LinearRampUpBuilder builder() {
    return new LinearRampUpBuilder();
  }

  /** A builder that starts from this. */
  public LinearRampUpBuilder toBuilder() {
    return new LinearRampUpBuilder(this);
  }

  @Override
  public String type() {
    return "linear";
  }

  @Override
  public double weight(int epoch) {
    return weight * Math.min(epoch, epochs) / epochs;
  }
}
