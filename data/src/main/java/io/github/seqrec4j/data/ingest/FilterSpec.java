package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions are kept besides those of users with enough of them. All that is dropped is
 * counted.
 *
 * @param minimumPerItem items with fewer interactions lose them, at least 0; users and items are
 *     filtered in turn until both minima hold (k-core)
 * @param maximumLength of a user only the newest are kept, 0 for all
 * @param from earliest time, inclusive; null for none
 * @param to latest time, exclusive; null for none
 * @param repeats what becomes of a user's repeated interactions with an item
 */
@Built
public record FilterSpec(
    @Option(
            "interactions of items with fewer are dropped, and users again, until both minima hold; at least 0")
        int minimumPerItem,
    @Option("of a user only this many are kept, the newest; 0 keeps all") int maximumLength,
    @Option("earliest time kept, in the unit of the file, or a date where the file has dates")
        @Nullable Time from,
    @Option("first time no longer kept, likewise") @Nullable Time to,
    @Option(
            "a user's repeated interactions with an item: keep them all, collapse those in a row, drop all but the first")
        Repeats repeats) {

  /** What becomes of a user's repeated interactions with an item. */
  public enum Repeats {
    /** All are kept. */
    KEEP,
    /** Of those in a row the first is kept. */
    COLLAPSE,
    /** Of all the first is kept. */
    DROP
  }

  /** Keeps everything. */
  public FilterSpec() {
    this(0, 0, null, null, Repeats.KEEP);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a minimum or maximum is below 0, or the window is empty
   */
  @Internal
  public FilterSpec {
    Arguments.atLeast("minimumPerItem", minimumPerItem, 0);
    Arguments.atLeast("maximumLength", maximumLength, 0);
    if (from != null && to != null && (from.kind() != to.kind() || from.compareTo(to) >= 0)) {
      throw new IllegalArgumentException(
          "to must be after from, and written in the same way: from=" + from + ", to=" + to);
    }
  }

  /** A builder that starts from the defaults. */
  public static FilterSpecBuilder builder() {
    return new FilterSpecBuilder();
  }

  /** A builder that starts from this. */
  public FilterSpecBuilder toBuilder() {
    return new FilterSpecBuilder(this);
  }
}
