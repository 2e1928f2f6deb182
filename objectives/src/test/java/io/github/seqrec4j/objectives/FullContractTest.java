package io.github.seqrec4j.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FullContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return new Full();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of();
  }

  @Test
  void candidates_areTheCatalogue_whateverIsInTheBatch() {
    ItemCounts counts = ItemCounts.of(5, item -> item);
    Candidates candidates =
        sampler()
            .sampler(counts)
            .candidates(
                new CandidateSampler.Batch(new int[] {0, 4, 4, 0, 2, 5}, new int[] {2, 5}),
                new SplittableRandom(1));
    assertThat(candidates.items()).containsExactly(1, 2, 3, 4, 5);
    assertThat(candidates.slotColumn()).containsExactly(-1, 3, 3, -1, 1, 4);
    assertThat(candidates.multiplicity()).containsOnly(1);
    assertThat(candidates.hasTargetColumn()).isFalse();
    assertThat(candidates.logProbability()).as("nothing to correct").containsOnly(0);
  }
}
