package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

/** An ensemble that learns from the targets too, beside a temperature that is not its own. */
class NativeEnsembleContractTest extends DistillationContract {

  @Override
  protected Distillation distillation() {
    return OnlineDistillation.builder().temperature(2).ensembleWeight(0.7).build();
  }

  @Override
  protected boolean isDivergence() {
    return false; // agreeing branches cost what their ensemble does
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "ensembleWeight",
            "-1.0",
            () -> OnlineDistillation.builder().ensembleWeight(-1).build()));
  }
}
