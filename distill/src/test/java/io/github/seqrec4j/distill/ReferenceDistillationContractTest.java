package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

/** The reference's form: cross entropy at a low temperature, gradient flowing to the teacher. */
class ReferenceDistillationContractTest extends DistillationContract {

  @Override
  protected Distillation distillation() {
    return OnlineDistillation.reference(0.3, ConstantWeight.builder().weight(0.5).build());
  }

  @Override
  protected boolean isDivergence() {
    return false; // agreeing branches cost their entropy
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "temperature",
            "-1.0",
            () -> OnlineDistillation.reference(-1, ConstantWeight.builder().weight(0.5).build())),
        new RefusedOption("weight", "-0.5", () -> ConstantWeight.builder().weight(-0.5).build()));
  }
}
