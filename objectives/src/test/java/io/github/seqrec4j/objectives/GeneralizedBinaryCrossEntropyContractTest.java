package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.testkit.LossContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class GeneralizedBinaryCrossEntropyContractTest extends LossContract {

  @Override
  protected Loss loss() {
    return new GeneralizedBinaryCrossEntropy();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("calibration", "-0.1", () -> new GeneralizedBinaryCrossEntropy(-0.1)),
        new RefusedOption("calibration", "1.1", () -> new GeneralizedBinaryCrossEntropy(1.1)));
  }
}
