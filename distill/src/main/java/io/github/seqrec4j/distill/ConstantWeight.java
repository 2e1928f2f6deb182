package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * The same weight in every epoch, the reference's reading of an alpha below 1.
 *
 * @param weight w, at least 0
 */
@Description(
    value = "The same weight in all epochs",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023")
@Built
public record ConstantWeight(@Option("weight of the distillation loss, at least 0") double weight)
    implements RampUp {

  /** Weight 1. */
  public ConstantWeight() {
    this(1);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the weight is negative
   */
  @Internal
  public ConstantWeight {
    Arguments.notNegative("weight", weight);
  }

  /** A builder that starts from the defaults. */
  public static ConstantWeightBuilder builder() {
    return new ConstantWeightBuilder();
  }

  /** A builder that starts from this. */
  public ConstantWeightBuilder toBuilder() {
    return new ConstantWeightBuilder(this);
  }

  @Override
  public String type() {
    return "constant";
  }

  @Override
  public double weight(int epoch) {
    return weight;
  }
}
