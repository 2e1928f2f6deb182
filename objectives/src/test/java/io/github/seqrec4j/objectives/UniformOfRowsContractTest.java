package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class UniformOfRowsContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return Uniform.builder().negatives(5).scope(Scope.ROW).correction(Correction.CATALOGUE).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "negatives", "0", () -> Uniform.builder().scope(Scope.ROW).negatives(0).build()));
  }
}
