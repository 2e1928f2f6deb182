package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class UniformContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return Uniform.builder().negatives(8).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("negatives", "0", () -> Uniform.builder().negatives(0).build()),
        new RefusedOption(
            "negatives", "1048577", () -> Uniform.builder().negatives(1048577).build()));
  }
}
