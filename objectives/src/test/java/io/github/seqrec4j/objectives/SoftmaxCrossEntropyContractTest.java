package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.testkit.LossContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class SoftmaxCrossEntropyContractTest extends LossContract {

  @Override
  protected Loss loss() {
    return new SoftmaxCrossEntropy();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("temperature", "0.0", () -> new SoftmaxCrossEntropy(0)),
        new RefusedOption("temperature", "50.5", () -> new SoftmaxCrossEntropy(50.5)),
        new RefusedOption("temperature", "NaN", () -> new SoftmaxCrossEntropy(Double.NaN)));
  }
}
