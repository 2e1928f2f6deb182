package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.testkit.LossContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class BinaryCrossEntropyContractTest extends LossContract {

  @Override
  protected Loss loss() {
    return new BinaryCrossEntropy();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(); // it has no options
  }
}
