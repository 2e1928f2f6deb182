package io.github.seqrec4j.api;

import java.util.List;

/**
 * How a model is evaluated: leave one out, each target ranked among all items.
 *
 * @param cutoffs K of HR@K and NDCG@K, at least one, each at least 1
 * @param filterSeen whether the user's earlier items are removed before ranking (as the reference
 *     does; a target that repeats an earlier item then counts as a miss)
 * @param batchSize users encoded together, at least 1; no metric depends on it
 * @param requestTime when a backbone that reads {@link SequenceInput#REQUEST_TIMES} is asked for a
 *     target
 */
@Built
public record EvaluationSpec(
    @Option("K of hit@K and ndcg@K, each at least 1") List<Integer> cutoffs,
    @Option("remove the user's earlier items before ranking") boolean filterSeen,
    @Option("users encoded together, 1 to 1048576; no metric depends on it") int batchSize,
    @Option(
            "when a backbone that reads the time of the request is asked: target: at the time of the event to be found, as a service knows it; last-event: at the time of the event before it")
        RequestTime requestTime) {

  /** When a backbone that reads the time of the request is asked for a target. */
  public enum RequestTime {
    /** At the time of the event to be found, as a service is asked when the user is there. */
    TARGET,
    /** At the time of the last event of the history, as if asked at once. */
    LAST_EVENT
  }

  /** Cut-offs 5, 10 and 20, seen items filtered, 512 users at a time, asked when they are there. */
  public EvaluationSpec() {
    this(List.of(5, 10, 20), true, 512, RequestTime.TARGET);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no cut-off or one is below 1
   */
  @Internal
  public EvaluationSpec {
    cutoffs = List.copyOf(cutoffs);
    if (cutoffs.isEmpty()) {
      throw new IllegalArgumentException("cutoffs must not be empty");
    }
    cutoffs.forEach(k -> Arguments.atLeast("cutoffs", k, 1));
    Arguments.within("batchSize", batchSize, 1, Arguments.MAX_BATCH);
  }

  /** A builder that starts from the defaults. */
  public static EvaluationSpecBuilder builder() {
    return new EvaluationSpecBuilder();
  }

  /** A builder that starts from this. */
  public EvaluationSpecBuilder toBuilder() {
    return new EvaluationSpecBuilder(this);
  }
}
