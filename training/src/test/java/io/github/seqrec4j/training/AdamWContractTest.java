package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.nn.NativeEngine;
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

  @Test
  void onePass_comesToWhatTheEnginesOperationsDo() {
    int size = (1 << 18) + 77; // shared by two threads, the last stretch short
    AdamW rule = new AdamW(0.01, 0.05, 0.9, 0.999, 1e-8);
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(3);
      NDArray values = manager.randomNormal(new Shape(size));
      NDArray same = values.duplicate();
      List<NDArray> moments = zeros(manager, size);
      List<NDArray> sameMoments = zeros(manager, size);
      for (int step = 1; step <= 3; step++) {
        NDArray gradient = manager.randomNormal(new Shape(size));
        rule.update(values, moments, gradient, step, 0.01);
        rule.byEngine(same, sameMoments, gradient, step, 0.01);
      }
      assertClose(values, same);
      assertClose(moments.get(0), sameMoments.get(0));
      assertClose(moments.get(1), sameMoments.get(1));
    }
  }

  private static List<NDArray> zeros(NDManager manager, int size) {
    return List.of(manager.zeros(new Shape(size)), manager.zeros(new Shape(size)));
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-6f);
    assertThat(actual.abs().max().getFloat()).isGreaterThan(1e-4f);
  }
}
