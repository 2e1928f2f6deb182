package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Option;

/**
 * A row's target and K items drawn evenly from the catalogue, with replacement: q(i) = 1/N. For
 * each row its own ({@link Scope#ROW}) is what the literature draws: gSASRec and eSASRec 256, the
 * published HSTU 128, SASRec one. For the batch is ours: K may then be thousands at the cost of
 * {@link InBatch}.
 *
 * <p>With {@link Correction#LOG_Q} or none, which an even q makes the same, the softmax over the
 * candidates is that of those papers.
 *
 * <p>Departure from the papers: all items of the row's own sequence are no candidates, not its
 * target alone.
 *
 * @param negatives K, 1 to 1048576
 * @param scope whom they are drawn for
 * @param correction for how they are drawn
 */
@Description(
    value = "Items drawn evenly from the catalogue",
    source =
        "Petrov and Macdonald, gSASRec: Reducing Overconfidence in Sequential Recommendation Trained with Negative Sampling, RecSys 2023")
@Built
public record Uniform(
    @Option("items drawn for the batch or for each row (gSASRec, eSASRec: 256), 1 to 1048576")
        int negatives,
    @Option(
            "batch: all rows are scored against the same items; row: each row against its own, as in most papers, at the cost of encoding all that are drawn")
        Scope scope,
    @Option(
            "log-q and none: the plain softmax over target and negatives; catalogue: negatives count for those not drawn, as in a softmax over all items")
        Correction correction)
    implements CandidateSampler {

  /** 256 for the batch, {@link Correction#LOG_Q}. */
  public Uniform() {
    this(Negatives.DEFAULT, Scope.BATCH, Correction.LOG_Q);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the number of negatives is out of it
   */
  @Internal
  public Uniform {
    Arguments.within("negatives", negatives, 1, Arguments.MAX_NEGATIVES);
  }

  /** A builder that starts from the defaults. */
  public static UniformBuilder builder() {
    return new UniformBuilder();
  }

  /** A builder that starts from this. */
  public UniformBuilder toBuilder() {
    return new UniformBuilder(this);
  }

  @Override
  public String type() {
    return "uniform";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    return new Negatives(ItemDistribution.of(counts, 0), negatives, correction).sampler(scope);
  }
}
