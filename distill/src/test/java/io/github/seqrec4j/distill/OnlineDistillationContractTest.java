package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class OnlineDistillationContractTest extends DistillationContract {

  @Override
  protected Distillation distillation() {
    return new OnlineDistillation();
  }

  @Override
  protected boolean isDivergence() {
    return true;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("temperature", "0.0", () -> OnlineDistillation.sigmoid(0, 20)),
        new RefusedOption("temperature", "1000.0", () -> OnlineDistillation.sigmoid(1000, 20)),
        new RefusedOption("temperature", "NaN", () -> OnlineDistillation.sigmoid(Double.NaN, 20)),
        new RefusedOption("epochs", "0", () -> OnlineDistillation.sigmoid(1, 0)));
  }
}
