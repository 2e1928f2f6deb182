package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.CandidateSamplerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class InBatchSlotsContractTest extends CandidateSamplerContract {

  @Override
  protected CandidateSampler sampler() {
    return new InBatch(1, InBatch.Columns.SLOTS);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("popularityPower", "-1.0", () -> new InBatch(-1, InBatch.Columns.SLOTS)),
        new RefusedOption("popularityPower", "16.0", () -> new InBatch(16, InBatch.Columns.SLOTS)));
  }
}
