package io.github.seqrec4j.distill;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BornAgainContractTest extends DistillationContract {

  @Override
  protected Distillation distillation() {
    return BornAgain.builder().model(Path.of("runs/first/model")).temperature(2).build();
  }

  @Override
  protected boolean isDivergence() {
    return false; // agreeing branches cost what they differ from the teacher
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("temperature", "0.0", () -> BornAgain.builder().temperature(0).build()));
  }

  @Test
  void model_notNamed_isRefused() {
    BornAgain none = new BornAgain();
    List<Branch> branches = List.of(new Branch("id"));
    assertThatThrownBy(() -> none.check(branches))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model must name the directory of the finished model");
  }
}
