package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * What lines of the interactions file may be unusable, and of the items file. Those that are, are
 * counted by reason; more than tolerated stop the reading with examples.
 *
 * @param lines tolerated number of them, at least 0
 * @param share tolerated share of all lines, in [0, 1); the larger of the two limits holds
 * @param unknownItems what an item is that the items file lacks
 * @param items the same of the items file
 */
@Built
public record RejectSpec(
    @Option("tolerated number of unusable lines, at least 0") int lines,
    @Option("tolerated share of unusable lines, in [0, 1); the larger limit holds") double share,
    @Option(
            "an item that the items file lacks: error makes the line unusable, drop drops and counts it")
        UnknownItems unknownItems,
    @Option("the same of the items file") ItemRejectSpec items) {

  /** What an item is that the items file lacks. */
  public enum UnknownItems {
    /** Its line cannot be used. */
    ERROR,
    /** Its line is dropped. */
    DROP
  }

  /** Tolerates nothing. */
  public RejectSpec() {
    this(0, 0, UnknownItems.ERROR, new ItemRejectSpec());
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the number is below 0 or the share outside [0, 1)
   */
  @Internal
  public RejectSpec {
    Arguments.atLeast("lines", lines, 0);
    Arguments.rate("share", share);
  }

  /** A builder that starts from the defaults. */
  public static RejectSpecBuilder builder() {
    return new RejectSpecBuilder();
  }

  /** A builder that starts from this. */
  public RejectSpecBuilder toBuilder() {
    return new RejectSpecBuilder(this);
  }
}
