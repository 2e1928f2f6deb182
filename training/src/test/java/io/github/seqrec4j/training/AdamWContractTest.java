package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.testkit.OptimizerContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamWContractTest extends OptimizerContract {

  @Override
  protected Optimizer optimizer() {
    return new AdamW(0.01, 0.05, 0.9, 0.999, 1e-8);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("learningRate", "0.0", () -> new AdamW(0, 0, 0.9, 0.999, 1e-8)),
        new RefusedOption("weightDecay", "-1.0", () -> new AdamW(1, -1, 0.9, 0.999, 1e-8)),
        new RefusedOption("beta1", "1.0", () -> new AdamW(1, 0, 1, 0.999, 1e-8)),
        new RefusedOption("beta2", "-0.1", () -> new AdamW(1, 0, 0.9, -0.1, 1e-8)),
        new RefusedOption("epsilon", "0.0", () -> new AdamW(1, 0, 0.9, 0.999, 0)));
  }

  @Test
  void canCatchUp_whereTheFirstMomentFadesWellBeforeTheSecond() {
    assertThat(canCatchUp(0.9, 0.999)).isTrue();
    assertThat(canCatchUp(0.9, 0.98)).isTrue();
    assertThat(canCatchUp(0, 0.5)).isTrue();
    assertThat(canCatchUp(0.9, 0.91)).isFalse();
    assertThat(canCatchUp(0.9, 0.8)).isFalse();
    assertThat(canCatchUp(0.5, 0.5)).isFalse();
  }

  private static boolean canCatchUp(double beta1, double beta2) {
    return new AdamW(0.01, 0, beta1, beta2, 1e-8).canCatchUp();
  }
}
