package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.testkit.ObjectiveContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class InBatchSoftmaxContractTest extends ObjectiveContract {

  @Override
  protected Objective objective() {
    return new InBatchSoftmax(1, InBatchSoftmax.Columns.DISTINCT);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "popularityPower",
            "-1.0",
            () -> new InBatchSoftmax(-1, InBatchSoftmax.Columns.DISTINCT)));
  }
}
