package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** With constant peers, as published, and with a gradient that reaches them. */
class MutualLearningContractTest {

  @Nested
  class Stopped extends DistillationContract {
    @Override
    protected Distillation distillation() {
      return new MutualLearning();
    }

    @Override
    protected boolean isDivergence() {
      return true;
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption(
              "temperature", "0.0", () -> MutualLearning.builder().temperature(0).build()),
          new RefusedOption(
              "temperature", "51.0", () -> MutualLearning.builder().temperature(51).build()));
    }
  }

  @Nested
  class Flowing extends DistillationContract {
    @Override
    protected Distillation distillation() {
      return MutualLearning.builder()
          .temperature(2)
          .teacherGradient(OnlineDistillation.TeacherGradient.FLOW)
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
              "temperature",
              "NaN",
              () -> MutualLearning.builder().temperature(Double.NaN).build()));
    }
  }
}
