package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an inference attends to is what a training attends to. */
class FusedAttentionTest {

  private static final int BATCH = 3;
  private static final int WIDTH = 16;

  /** With hidden keys, and in the last sequence nothing but hidden ones. */
  @ParameterizedTest
  @CsvSource({"1, 7, 7", "2, 40, 40", "4, 1, 33", "16, 5, 70"})
  void output_isThatOfSingleSteps(int heads, int queries, int keys) {
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(5);
      MultiHeadAttention attention = new MultiHeadAttention(WIDTH, heads, 0);
      Shape tokens = new Shape(BATCH, keys, WIDTH);
      ModelBlock.initialize(
          attention,
          manager,
          new Shape(BATCH, queries, WIDTH),
          tokens,
          new Shape(BATCH, 1, 1, keys));
      NDArray q = manager.randomNormal(new Shape(BATCH, queries, WIDTH));
      NDArray kv = manager.randomNormal(tokens);
      float[] real = new float[BATCH * keys];
      for (int i = 0; i < 2 * keys; i++) {
        real[i] = i % 3 == 0 ? 0 : 1;
      }
      NDArray mask = HostArrays.of(manager, real, new Shape(BATCH, keys));
      NDArray bias = AttentionBias.ofKeys(mask, AttentionBias.HIDE_SLOT);
      if (queries == keys) {
        bias = bias.add(AttentionBias.causal(manager, keys));
      }
      ParameterStore store = new ParameterStore(manager, false);
      float[] expected = attention.forward(store, q, kv, bias, true).toFloatArray();
      float[] actual = attention.forward(store, q, kv, bias, false).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }
}
