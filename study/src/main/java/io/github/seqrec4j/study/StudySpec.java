package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.config.Settings;
import java.util.List;

/**
 * The section {@code study} of a configuration: what varies around the configuration it stands in.
 *
 * @param seeds of each combination, at least one
 * @param threads of a run, at least 1: sums in another order end in other digits, so it belongs to
 *     the settings and not to the machine
 * @param metrics shown and compared: hit@K, ndcg@K, mrr
 * @param selectBy validation metric that names the best row of a table
 * @param draws of each bootstrap and each test
 * @param axes of every comparison
 * @param exclude combinations of these axes that no comparison has, as of {@link ComparisonSpec}
 * @param comparisons at least one in a file that is run as a study
 */
@Built
public record StudySpec(
    @Option("seeds of each combination") List<Long> seeds,
    @Option("threads of a run, 1 to 1024; another number ends in other digits") int threads,
    @Option("metrics shown and compared: hit@K, ndcg@K, mrr") List<String> metrics,
    @Option("validation metric that names the best row of a table; never test") String selectBy,
    @Option("draws of each bootstrap and each test, 100 to 1000000") int draws,
    @Option("axes of every comparison, such as the dataset") List<AxisSpec> axes,
    @Option("combinations of these axes left out everywhere, as in { data = office }")
        List<Settings> exclude,
    @Option("questions, each with a table of its own") List<ComparisonSpec> comparisons) {

  private static final int DRAWS = 2000;

  /** One seed, one thread, hit and NDCG at 10, nothing varied. */
  public StudySpec() {
    this(
        List.of(1L),
        1,
        List.of("hit@10", "ndcg@10"),
        "hit@10",
        DRAWS,
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the option that cannot be
   */
  @Internal
  public StudySpec {
    seeds = List.copyOf(seeds);
    metrics = List.copyOf(metrics);
    axes = List.copyOf(axes);
    exclude = List.copyOf(exclude);
    comparisons = List.copyOf(comparisons);
    if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException("seeds must be at least one and different: " + seeds);
    }
    Arguments.within("threads", threads, 1, 1024);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics must be at least one");
    }
    metrics.forEach(metric -> SelectionMetric.check("metrics", metric));
    SelectionMetric.check("selectBy", selectBy);
    Arguments.within("draws", draws, 100, 1_000_000);
    AxisSpec.distinct("axes", axes.stream().map(AxisSpec::name).toList());
    AxisSpec.distinct("comparisons", comparisons.stream().map(ComparisonSpec::name).toList());
  }

  /** A builder that starts from the defaults. */
  public static StudySpecBuilder builder() {
    return new StudySpecBuilder();
  }

  /** A builder that starts from this. */
  public StudySpecBuilder toBuilder() {
    return new StudySpecBuilder(this);
  }
}
