package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class PopularityContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return Popularity.builder().negatives(8).power(0.75).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("negatives", "0", () -> Popularity.builder().negatives(0).build()),
        new RefusedOption(
            "negatives", "1048577", () -> Popularity.builder().negatives(1048577).build()),
        new RefusedOption("power", "-0.5", () -> Popularity.builder().power(-0.5).build()),
        new RefusedOption("power", "15.5", () -> Popularity.builder().power(15.5).build()),
        new RefusedOption("power", "NaN", () -> Popularity.builder().power(Double.NaN).build()));
  }
}
