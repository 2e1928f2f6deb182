package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class SumFusionContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return new SumFusion(0.3);
  }

  @Override
  protected Fusion withoutDropout() {
    return new SumFusion(0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> new SumFusion(1)),
        new RefusedOption("dropout", "-0.1", () -> new SumFusion(-0.1)));
  }
}
