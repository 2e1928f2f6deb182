package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class LateFusionContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return new LateFusion(0.3);
  }

  @Override
  protected Fusion withoutDropout() {
    return new LateFusion(0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> new LateFusion(1)),
        new RefusedOption("dropout", "-0.1", () -> new LateFusion(-0.1)));
  }
}
