package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * Items that are held out of training entirely, to see what a model makes of new ones.
 *
 * @param share of the items with interactions, in [0, 1); 0 holds none out
 * @param seed which of them; an item's lot depends on the seed and its identifier alone
 */
@Built
public record ColdSpec(
    @Option("share of the items that training never sees, in [0, 1); 0: none") double share,
    @Option("which of them; an item's lot depends on the seed and its identifier alone")
        long seed) {

  /** None; seed 1. */
  public ColdSpec() {
    this(0, 1);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the share is out of its range
   */
  @Internal
  public ColdSpec {
    Arguments.rate("share", share);
  }

  /** A builder that starts from the defaults. */
  public static ColdSpecBuilder builder() {
    return new ColdSpecBuilder();
  }

  /** A builder that starts from this. */
  public ColdSpecBuilder toBuilder() {
    return new ColdSpecBuilder(this);
  }
}
