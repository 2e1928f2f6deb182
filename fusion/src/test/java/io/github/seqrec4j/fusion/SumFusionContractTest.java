package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class SumFusionContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return SumFusion.builder().dropout(0.3).build();
  }

  @Override
  protected Fusion withoutDropout() {
    return SumFusion.builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> SumFusion.builder().dropout(1).build()),
        new RefusedOption("dropout", "-0.1", () -> SumFusion.builder().dropout(-0.1).build()));
  }
}
