package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class GatedFusionContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return GatedFusion.builder().dropout(0.3).build();
  }

  @Override
  protected Fusion withoutDropout() {
    return GatedFusion.builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> GatedFusion.builder().dropout(1).build()),
        new RefusedOption("dropout", "-0.1", () -> GatedFusion.builder().dropout(-0.1).build()));
  }
}
