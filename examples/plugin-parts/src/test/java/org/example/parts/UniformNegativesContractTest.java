package org.example.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UniformNegativesContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return new UniformNegatives(5);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(new RefusedOption("negatives", "0", () -> new UniformNegatives(0)));
  }

  @Test
  void correctedSum_isOnAverageThatOfTheCatalogue() {
    int items = 50;
    int rows = 20_000;
    ItemCounts counts = ItemCounts.of(items, item -> 1);
    int[] slots = IntStream.rangeClosed(0, rows).map(slot -> 1 + slot % items).toArray();
    int[] targets = IntStream.rangeClosed(1, rows).toArray();
    Candidates candidates =
        sampler()
            .sampler(counts)
            .candidates(new CandidateSampler.Batch(slots, targets), new SplittableRandom(1));
    double sum = 0;
    for (int k = 0; k < candidates.negativeColumn().length; k++) {
      int item = candidates.items()[candidates.negativeColumn()[k]];
      sum += item / Math.exp(candidates.negativeLogProbability()[k]);
    }
    // The standard deviation of the mean of 20,000 sums is 2.3, of a seed that stays the same.
    assertThat(sum / rows).isCloseTo(items * (items + 1) / 2.0, within(10.0));
  }
}
