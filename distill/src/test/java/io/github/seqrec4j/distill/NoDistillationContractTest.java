package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.DistillationContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class NoDistillationContractTest extends DistillationContract {

  @Override
  protected Distillation distillation() {
    return new NoDistillation();
  }

  @Override
  protected boolean isDivergence() {
    return false; // always 0
  }

  @Override
  protected boolean learns() {
    return false;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(); // it has no options
  }
}
