package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class PopularityOfRowsContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return Popularity.builder().negatives(5).scope(Scope.ROW).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "power", "16.0", () -> Popularity.builder().scope(Scope.ROW).power(16).build()));
  }
}
