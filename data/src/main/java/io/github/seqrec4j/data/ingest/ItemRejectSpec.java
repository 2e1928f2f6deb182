package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * What lines of the items file may be unusable, and what several lines of one item are. Rows of
 * features belong to the lines that are kept, in their order.
 *
 * @param lines tolerated number of unusable lines, at least 0
 * @param share tolerated share of all lines, in [0, 1); the larger of the two limits holds
 * @param duplicates what several lines of one item are
 */
@Built
public record ItemRejectSpec(
    @Option("tolerated number of unusable lines, at least 0") int lines,
    @Option("tolerated share of unusable lines, in [0, 1); the larger limit holds") double share,
    @Option(
            "several lines of one item: error makes all but the first unusable, first and last keep"
                + " that one, and count the others")
        Duplicates duplicates) {

  /** What several lines of one item are. */
  public enum Duplicates {
    /** All but the first are unusable. */
    ERROR,
    /** The first is the item; the others are dropped and counted. */
    FIRST,
    /** The last is the item, at its place in the file; the others are dropped and counted. */
    LAST
  }

  /** Tolerates nothing. */
  public ItemRejectSpec() {
    this(0, 0, Duplicates.ERROR);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the number is below 0 or the share outside [0, 1)
   */
  @Internal
  public ItemRejectSpec {
    Arguments.atLeast("lines", lines, 0);
    Arguments.rate("share", share);
  }

  /** A builder that starts from the defaults. */
  public static ItemRejectSpecBuilder builder() {
    return new ItemRejectSpecBuilder();
  }

  /** A builder that starts from this. */
  public ItemRejectSpecBuilder toBuilder() {
    return new ItemRejectSpecBuilder(this);
  }
}
