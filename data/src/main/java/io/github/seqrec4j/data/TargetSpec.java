package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions are to be predicted: one rule for what is learnt from, validated, tested and
 * counted as popular. The others are context: read by the backbones like any other, filtered as
 * seen, and never predicted.
 *
 * @param categories those of {@link DataSpec#categoryColumn} that are to be predicted; empty for
 *     all
 * @param minimumValue interactions with less in {@link DataSpec#valueColumn}, or with nothing
 *     there, are not; null for none
 * @param weights what each counts for in the training; metrics are means over targets alike
 */
@Built
public record TargetSpec(
    @Option("categories that are to be predicted, of category-column; empty: all")
        List<String> categories,
    @Option(
            "interactions with less in value-column, or with nothing there, are not to be predicted")
        @Nullable Double minimumValue,
    @Option(
            "what each counts for in the loss: equal: all alike; value: by value-column, 0 or nothing is not to be predicted; metrics are means over all alike")
        Weights weights) {

  /** What a target counts for in the training. */
  public enum Weights {
    /** All count alike. */
    EQUAL,
    /** Each by its value. */
    VALUE
  }

  /** Every interaction, all alike. */
  public TargetSpec() {
    this(List.of(), null, Weights.EQUAL);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a category is blank, or the minimum is no finite number
   */
  @Internal
  public TargetSpec {
    categories = List.copyOf(categories);
    if (categories.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("categories must not be blank: " + categories);
    }
    if (minimumValue != null && !Double.isFinite(minimumValue)) {
      throw new IllegalArgumentException("minimumValue must be finite: " + minimumValue);
    }
  }

  /** A builder that starts from the defaults. */
  public static TargetSpecBuilder builder() {
    return new TargetSpecBuilder();
  }

  /** A builder that starts from this. */
  public TargetSpecBuilder toBuilder() {
    return new TargetSpecBuilder(this);
  }

  /** Whether every interaction is to be predicted, all alike. */
  boolean isEverything() {
    return categories.isEmpty() && !readsValues();
  }

  /** Whether it depends on values. */
  boolean readsValues() {
    return minimumValue != null || weights == Weights.VALUE;
  }

  /**
   * The rule in words, such as {@code category purchase or cart, rating of at least 4}.
   *
   * @param valueColumn name of the column with values, if there is one
   */
  String words(@Nullable String valueColumn) {
    List<String> parts = new ArrayList<>();
    if (!categories.isEmpty()) {
      parts.add("category " + String.join(" or ", categories));
    }
    if (minimumValue != null) {
      parts.add(valueColumn + " of at least " + minimumValue);
    }
    if (weights == Weights.VALUE) {
      parts.add("weighted by " + valueColumn);
    }
    return parts.isEmpty() ? "every interaction" : String.join(", ", parts);
  }
}
