package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class MixedContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return Mixed.builder().negatives(4).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("negatives", "0", () -> Mixed.builder().negatives(0).build()),
        new RefusedOption("negatives", "1048577", () -> Mixed.builder().negatives(1048577).build()),
        new RefusedOption(
            "popularityPower", "-1.0", () -> Mixed.builder().popularityPower(-1).build()),
        new RefusedOption(
            "popularityPower", "16.0", () -> Mixed.builder().popularityPower(16).build()));
  }
}
