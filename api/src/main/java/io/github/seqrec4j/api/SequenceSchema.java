package io.github.seqrec4j.api;

/**
 * What a backbone is told before it builds its block. It grows with what backbones may read; a
 * backbone takes from it what it needs.
 *
 * @param maxLength S, items of the history, at least 1
 * @param width D, length of item and user vectors, at least 1
 * @param categories C, number of event categories of the data, at least 0
 */
public record SequenceSchema(int maxLength, int width, int categories) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value out of its range
   */
  public SequenceSchema {
    Arguments.atLeast("maxLength", maxLength, 1);
    Arguments.atLeast("width", width, 1);
    Arguments.atLeast("categories", categories, 0);
  }

  /** Of data without categories. */
  public static SequenceSchema of(int maxLength, int width) {
    return new SequenceSchema(maxLength, width, 0);
  }

  /** The same for data with categories. */
  public SequenceSchema withCategories(int number) {
    return new SequenceSchema(maxLength, width, number);
  }
}
