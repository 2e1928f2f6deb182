package io.github.seqrec4j.api.content;

import io.github.seqrec4j.api.Arguments;
import java.util.List;

/**
 * What a row of features looks like: one vector (F), or tokens (T, F).
 *
 * @param dimensions (F) or (T, F), each at least 1
 */
public record FeatureShape(List<Integer> dimensions) {

  /**
   * Checks the dimensions.
   *
   * @throws IllegalArgumentException if there are not one or two, or one is below 1
   */
  public FeatureShape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.size() > 2) {
      throw new IllegalArgumentException("dimensions must be (F) or (T, F): " + dimensions);
    }
    dimensions.forEach(size -> Arguments.atLeast("dimensions", size, 1));
  }

  /** One vector per item. */
  public static FeatureShape pooled(int width) {
    return new FeatureShape(List.of(width));
  }

  /** Several vectors per item. */
  public static FeatureShape tokens(int tokens, int width) {
    return new FeatureShape(List.of(tokens, width));
  }

  /** Whether it is one vector. */
  public boolean isPooled() {
    return dimensions.size() == 1;
  }

  /** T, vectors per item. */
  public int tokens() {
    return isPooled() ? 1 : dimensions.get(0);
  }

  /** F, numbers per vector. */
  public int width() {
    return dimensions.get(dimensions.size() - 1);
  }

  /** Numbers per item. */
  public int numbers() {
    return Math.multiplyExact(tokens(), width());
  }
}
