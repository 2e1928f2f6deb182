package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.data.DataSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users are asked for.
 *
 * @param data names of the columns and the unit of times, as of the training
 * @param orderColumn column by which events of one time are in order, such as {@code position} of a
 *     {@link PreparedLog}; null for the order of their items and categories
 * @param k number of items of each user, at least 1
 * @param seen whether items of a user's events may come back
 * @param at time of all requests, for models that read it; null for none
 * @param allowed items that may be recommended; empty for all
 * @param denied items that may not
 * @param partitions tasks of the scoring, at least 0; 0 for {@code spark.sql.shuffle.partitions}
 */
@Built
public record ScoringSpec(
    @Option("names of the columns and the unit of times, as of the training") DataSpec data,
    @Option("column by which events of one time are in order") @Nullable String orderColumn,
    @Option("number of items of each user, at least 1") int k,
    @Option("whether items of a user's events may come back") Seen seen,
    @Option("time of all requests, for models that read it") @Nullable Instant at,
    @Option("items that may be recommended; empty for all") List<String> allowed,
    @Option("items that may not be recommended") List<String> denied,
    @Option("tasks of the scoring; 0 for spark.sql.shuffle.partitions") int partitions) {

  private static final int MAX_PARTITIONS = 1_000_000;

  /** Ten items that the user has not had, of the default columns. */
  public ScoringSpec() {
    this(
        new DataSpec(),
        null,
        RecommendRequest.DEFAULT_K,
        Seen.EXCLUDE,
        null,
        List.of(),
        List.of(),
        0);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if k is below 1 or the partitions are out of range
   */
  @Internal
  public ScoringSpec {
    Arguments.atLeast("k", k, 1);
    Arguments.within("partitions", partitions, 0, MAX_PARTITIONS);
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /** A builder that starts from the defaults. */
  public static ScoringSpecBuilder builder() {
    return new ScoringSpecBuilder();
  }

  /** A builder that starts from this. */
  public ScoringSpecBuilder toBuilder() {
    return new ScoringSpecBuilder(this);
  }
}
