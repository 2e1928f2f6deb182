package io.github.seqrec4j.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Features scaled to one norm, whatever their size. */
final class FeatureNormTest {

  private static final int WIDTH = 4; // F

  /** Its square overflows a float, it does not. */
  private static final float LARGE = 0x1p66f;

  private static float[] vectors(NDManager manager, float... features) {
    MultiModalItemEncoder spec =
        MultiModalItemEncoder.builder()
            .modalities(Modality.TEXT)
            .width(8)
            .featureNorm(4)
            .fusion(new SumFusion())
            .build();
    int items = features.length / WIDTH;
    Block block =
        spec.newBlock(new ItemSchema(items, List.of(new ModalitySchema(Modality.TEXT, 1, WIDTH))));
    Shape shape = new Shape(items, 1, WIDTH);
    Engine.getInstance().setRandomSeed(1);
    ModelBlock.initialize(block, manager, shape, new Shape(items, 1));
    NDArray mask = manager.ones(new Shape(items, 1));
    return block
        .forward(
            new ParameterStore(manager, false),
            new NDList(manager.create(features, shape), mask),
            false)
        .get(0)
        .toFloatArray();
  }

  @Test
  void squaredNormBeyondFloats_isScaledAsAnyOther() {
    try (NDManager manager = NativeEngine.newManager()) {
      float[] plain = {1, -2, 3, 0.5f, 0, 0, 0, 0, 4, 4, 4, 4};
      float[] large = plain.clone();
      for (int f = 0; f < WIDTH; f++) {
        large[f] *= LARGE;
      }
      float[] expected = vectors(manager, plain);
      float[] actual = vectors(manager, large);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        if (i < 8) {
          assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f)); // another order of roundings
        } else {
          assertThat(actual[i]).as("ordinary vectors, bit for bit").isEqualTo(expected[i]);
        }
      }
      float distance = 0;
      for (int i = 0; i < 8; i++) {
        distance += Math.abs(actual[i] - actual[8 + i]);
      }
      assertThat(distance).as("no longer the zero vector's").isGreaterThan(0.1f);
    }
  }
}
