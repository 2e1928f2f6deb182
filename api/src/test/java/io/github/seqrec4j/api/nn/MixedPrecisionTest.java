package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Precision;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {

  /** Rows and widths whose product is large enough to be rounded. */
  private static final int ROWS = 4096;

  private static final int IN = 128;
  private static final int OUT = 96;

  /** Of a factor that is rounded to 8 bits of significand. */
  private static final double ROUNDING = 1.0 / 256;

  /** Value, then the gradients by x and by the weights, of the sum of squares of a linear map. */
  private static NDArray[] mapped(NDManager manager, Precision precision, boolean training) {
    Engine.getInstance().setRandomSeed(7);
    NDArray x = manager.randomNormal(new Shape(4, ROWS / 4, IN));
    Linear linear = new Linear(IN, OUT, Linear.Bias.WITH);
    linear.initialize(manager, x.getDataType(), x.getShape());
    NDArray w = linear.getParameters().valueAt(0).getArray();
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray y =
          MixedPrecision.within(
              precision, () -> linear.forward(new ParameterStore(manager, false), x, training));
      collector.backward(y.square().sum());
      return new NDArray[] {y, x.getGradient(), w.getGradient()};
    }
  }

  @Test
  void linear_isRounded_withItsGradients_inTrainingOnly() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray[] exact = mapped(manager, Precision.FLOAT32, true);
      NDArray[] rounded = mapped(manager, Precision.BFLOAT16, true);
      NDArray[] served = mapped(manager, Precision.BFLOAT16, false);
      for (int i = 0; i < exact.length; i++) {
        double size = exact[i].square().mean().sqrt().getFloat();
        double off = exact[i].sub(rounded[i]).square().mean().sqrt().getFloat() / size;
        assertThat(off).isBetween(ROUNDING / 10, ROUNDING);
        assertThat(served[i].toFloatArray()).isEqualTo(exact[i].toFloatArray());
      }
      assertThat(rounded[0].getShape()).isEqualTo(new Shape(4, ROWS / 4, OUT));
    }
  }

  @Test
  void product_isThatOfRoundedFactors_whereLarge() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray ones = manager.ones(new Shape(ROWS, IN));
      // 1 + 2^-9 has more digits than bfloat16, which rounds it to 1.
      NDArray numbers = manager.full(new Shape(IN, OUT), 1 + 1f / 512);
      assertThat(product(ones, numbers)).containsOnly(IN);
      assertThat(product(ones.get("0:2"), numbers)).containsOnly(IN * (1 + 1f / 512));
    }
  }

  private static float[] product(NDArray a, NDArray b) {
    return MixedPrecision.within(Precision.BFLOAT16, () -> MixedPrecision.product(a, b))
        .toFloatArray();
  }

  @Test
  void precisions_nest_andEnd() {
    assertThat(
            MixedPrecision.within(
                Precision.BFLOAT16,
                () -> {
                  assertThat(MixedPrecision.within(Precision.FLOAT32, this::isRounded)).isFalse();
                  return isRounded();
                }))
        .isTrue();
    assertThat(isRounded()).isFalse();
  }

  private boolean isRounded() {
    return MixedPrecision.isRounded(1 << 20, 1 << 10);
  }
}
