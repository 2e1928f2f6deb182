package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** With a constant ensemble, and with a gradient that reaches it. */
class EnsembleTeacherContractTest {

  @Nested
  class Stopped extends DistillationContract {
    @Override
    protected Distillation distillation() {
      return new EnsembleTeacher();
    }

    @Override
    protected boolean isDivergence() {
      return false; // agreeing branches cost what their ensemble does
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption(
              "temperature", "-1.0", () -> EnsembleTeacher.builder().temperature(-1).build()),
          new RefusedOption(
              "ensembleWeight",
              "1001.0",
              () -> EnsembleTeacher.builder().ensembleWeight(1001).build()));
    }
  }

  @Nested
  class Flowing extends DistillationContract {
    @Override
    protected Distillation distillation() {
      return EnsembleTeacher.builder()
          .teacherGradient(OnlineDistillation.TeacherGradient.FLOW)
          .ensembleWeight(0)
          .build();
    }

    @Override
    protected boolean isDivergence() {
      return true;
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption(
              "ensembleWeight",
              "-1.0",
              () -> EnsembleTeacher.builder().ensembleWeight(-1).build()));
    }
  }
}
