package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Option;
import java.util.random.RandomGenerator;

/**
 * The items of the batch, and K drawn evenly from the catalogue for all rows, so that items that
 * are in no sequence of the batch are negatives too. Drawn is from the mixture of both: with B
 * slots in the batch and B' = K, q(i) = (B p(i) + B'/N) / (B + B'), where p(i) = max(count(i),
 * 1)^power / sum is that of the batch, as for {@link InBatch}; logit = s - log q(i), the target's
 * too. An item counts for each slot of the batch that holds it and each time that it is drawn.
 *
 * <p>Departure from the paper: the slots of the batch that count are those of all sequences but the
 * row's own.
 *
 * @param negatives K, 1 to 1048576 (paper: B')
 * @param popularityPower exponent of the count in p, 0 to 15; 0 corrects nothing
 */
@Description(
    value = "The items of the batch and items drawn evenly from the catalogue, corrected for both",
    source =
        "Yang et al., Mixed Negative Sampling for Learning Two-tower Neural Networks in Recommendations, WWW 2020 Companion")
@Built
public record Mixed(
    @Option("items drawn evenly beside those of the batch (paper: B'), 1 to 1048576") int negatives,
    @Option(
            "exponent of the item count in the probability of the batch's items, 0 to 15; 0 corrects nothing")
        double popularityPower)
    implements CandidateSampler {

  /** 256 beside the batch, power 1. */
  public Mixed() {
    this(Negatives.DEFAULT, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Mixed {
    Arguments.within("negatives", negatives, 1, Arguments.MAX_NEGATIVES);
    Arguments.within("popularityPower", popularityPower, 0, ItemDistribution.MAX_POWER);
  }

  /** A builder that starts from the defaults. */
  public static MixedBuilder builder() {
    return new MixedBuilder();
  }

  /** A builder that starts from this. */
  public MixedBuilder toBuilder() {
    return new MixedBuilder(this);
  }

  @Override
  public String type() {
    return "mixed";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    float[] inBatch = ItemDistribution.logProbabilities(counts, popularityPower);
    ItemDistribution even = ItemDistribution.of(counts, 0);
    return (batch, random) -> candidates(batch.slots(), inBatch, even, random);
  }

  private Candidates candidates(
      int[] slots, float[] inBatch, ItemDistribution even, RandomGenerator random) {
    int[] drawn = even.draw(negatives, random);
    Distinct items = Distinct.of(slots, drawn);
    int[] column = items.places(slots);
    int[] times = items.occurrences(column);
    double size = 0; // B
    for (int count : times) {
      size += count;
    }
    int[] again = items.occurrences(items.places(drawn));
    float[] logProbability = new float[items.size()];
    for (int c = 0; c < times.length; c++) {
      times[c] += again[c];
      int item = items.items()[c];
      double both =
          size * Math.exp(inBatch[item]) + negatives * Math.exp(even.logProbability(item));
      logProbability[c] = (float) Math.log(both / (size + negatives));
    }
    return Candidates.encoding(items.items(), column).shared(times, logProbability).build();
  }
}
