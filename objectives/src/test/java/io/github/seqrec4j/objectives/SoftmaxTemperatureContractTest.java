package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.testkit.LossContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class SoftmaxTemperatureContractTest extends LossContract {

  @Override
  protected Loss loss() {
    return SoftmaxCrossEntropy.builder().temperature(0.4).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "temperature", "-1.0", () -> SoftmaxCrossEntropy.builder().temperature(-1).build()));
  }
}
