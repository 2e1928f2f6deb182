package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Option;

/**
 * A row's target and K items drawn by their popularity, with replacement: q(i) = max(count(i),
 * 1)^power / sum. Popular items are the harder negatives; without {@link Correction#LOG_Q} the
 * model learns to rank them too low.
 *
 * <p>Departure from the papers: items of the row's own sequence are no candidates; the power is 1
 * unless said otherwise, 0.75 in word2vec.
 *
 * @param negatives K, 1 to 1048576
 * @param power of the count, 0 to 15; 0 draws evenly
 * @param scope whom they are drawn for
 * @param correction for how they are drawn
 */
@Description(
    value = "Items drawn by their popularity",
    source =
        "Mikolov et al., Distributed Representations of Words and Phrases and their Compositionality, NeurIPS 2013, section 2.2; Hidasi and Karatzoglou, Recurrent Neural Networks with Top-k Gains for Session-based Recommendations, CIKM 2018, section 3")
@Built
public record Popularity(
    @Option("items drawn for the batch or for each row, 1 to 1048576") int negatives,
    @Option("exponent of the item count, 0 to 15; 0 draws evenly (word2vec: 0.75)") double power,
    @Option(
            "batch: all rows are scored against the same items; row: each row against its own, at the cost of encoding all that are drawn")
        Scope scope,
    @Option(
            "log-q: logits are less by the log probability of the draw; catalogue: so that the softmax is on average that over all items; none: popular items are pushed down")
        Correction correction)
    implements CandidateSampler {

  /** 256 for the batch, power 1, {@link Correction#LOG_Q}. */
  public Popularity() {
    this(Negatives.DEFAULT, 1, Scope.BATCH, Correction.LOG_Q);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Popularity {
    Arguments.within("negatives", negatives, 1, Arguments.MAX_NEGATIVES);
    Arguments.within("power", power, 0, ItemDistribution.MAX_POWER);
  }

  /** A builder that starts from the defaults. */
  public static PopularityBuilder builder() {
    return new PopularityBuilder();
  }

  /** A builder that starts from this. */
  public PopularityBuilder toBuilder() {
    return new PopularityBuilder(this);
  }

  @Override
  public String type() {
    return "popularity";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    return new Negatives(ItemDistribution.of(counts, power), negatives, correction).sampler(scope);
  }
}
