package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class ConcatFusionContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return new ConcatFusion(0.3);
  }

  @Override
  protected Fusion withoutDropout() {
    return new ConcatFusion(0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> new ConcatFusion(1)),
        new RefusedOption("dropout", "-0.1", () -> new ConcatFusion(-0.1)));
  }
}
