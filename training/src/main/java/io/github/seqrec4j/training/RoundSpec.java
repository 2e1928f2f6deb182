package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.io.Serializable;

/**
 * A training in rounds, as in DiLoCo: the users are dealt to partitions, user u to u mod P; in a
 * round each makes H ordinary steps on its own, from the same weights; then all go on from what
 * they came to, by an outer optimiser. How long is trained say {@code training.epochs} and {@code
 * training.patience}, an epoch being the steps in which the largest partition sees its users once,
 * rounded up to whole rounds.
 *
 * @param partitions P, 1 to 4096
 * @param localSteps H, steps of a partition in a round, at least 0; 0 for those of an epoch
 * @param validateEvery rounds from one validation to the next, at least 1; the last has one anyway
 * @param outer how the weights move after a round
 * @param rowMean whose values make the mean of a row of the ID table
 */
@Built
public record RoundSpec(
    @Option("partitions that the users are dealt to, 1 to 4096") int partitions,
    @Option("steps of a partition in a round; 0 for those of an epoch") int localSteps,
    @Option("rounds from one validation to the next, at least 1") int validateEvery,
    @Option("how the weights move after a round") OuterOptimizer outer,
    @Option("whose values make the mean of a row of the ID table") RowMean rowMean)
    implements Serializable {

  private static final int MAX_PARTITIONS = 4096;

  /** Whose values make the mean of a row of the ID table. */
  public enum RowMean {
    /**
     * Those of the partitions that moved it, read or carried on by its moments. A rare item moves
     * as far as on one machine, although most partitions never meet it.
     */
    MOVERS,
    /** All, as of any other weight: what one of P partitions learnt counts 1/P. */
    ALL
  }

  /** One partition, rounds of an epoch, each validated, the mean of those that moved a row. */
  public RoundSpec() {
    this(1, 0, 1, OuterOptimizer.averaging(), RowMean.MOVERS);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public RoundSpec {
    Arguments.within("partitions", partitions, 1, MAX_PARTITIONS);
    Arguments.atLeast("localSteps", localSteps, 0);
    Arguments.atLeast("validateEvery", validateEvery, 1);
  }

  /** A builder that starts from the defaults. */
  public static RoundSpecBuilder builder() {
    return new RoundSpecBuilder();
  }

  /** A builder that starts from this. */
  public RoundSpecBuilder toBuilder() {
    return new RoundSpecBuilder(this);
  }
}
