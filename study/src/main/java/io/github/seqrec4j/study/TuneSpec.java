package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.util.List;

/**
 * The section {@code tune} of a configuration: the options that are tuned around it.
 *
 * @param method how trials are made
 * @param trials combinations of values that are tried
 * @param selectBy validation metric by which trials are ranked
 * @param seed start of the draws; the trainings have that of the configuration
 * @param threads of a trial
 * @param factor of the epochs from one rung of halving to the next; a trial of so many is promoted
 * @param firstEpochs epochs of the first rung of halving
 * @param options that are tuned, at least one in a file that is tuned
 */
@Built
public record TuneSpec(
    @Option(
            "random: all trials to training.epochs; halving: all to first-epochs, the best of them to factor times as many, and so on up to training.epochs")
        Method method,
    @Option("combinations that are tried, 1 to 100000") int trials,
    @Option("validation metric that ranks trials: hit@K, ndcg@K, mrr; never test") String selectBy,
    @Option("start of the draws") long seed,
    @Option("threads of a trial, 1 to 1024") int threads,
    @Option("halving: the best of so many go on, to so many times the epochs; 2 to 100") int factor,
    @Option("halving: epochs of the first rung, at least 1") int firstEpochs,
    @Option("what is tuned") List<RangeSpec> options) {

  /** How trials are made. */
  public enum Method {
    /** Each to its end. */
    RANDOM,
    /** The best of each rung go on to more epochs. */
    HALVING
  }

  /** Halving of 27 trials by three from three epochs on. */
  public TuneSpec() {
    this(Method.HALVING, 27, "hit@10", 1, 1, 3, 3, List.of());
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the option that cannot be
   */
  @Internal
  public TuneSpec {
    Arguments.within("trials", trials, 1, 100_000);
    SelectionMetric.check("selectBy", selectBy);
    Arguments.within("threads", threads, 1, 1024);
    Arguments.within("factor", factor, 2, 100);
    Arguments.atLeast("firstEpochs", firstEpochs, 1);
    options = List.copyOf(options);
    AxisSpec.distinct("options", options.stream().map(RangeSpec::option).toList());
  }

  /** A builder that starts from the defaults. */
  public static TuneSpecBuilder builder() {
    return new TuneSpecBuilder();
  }

  /** A builder that starts from this. */
  public TuneSpecBuilder toBuilder() {
    return new TuneSpecBuilder(this);
  }
}
