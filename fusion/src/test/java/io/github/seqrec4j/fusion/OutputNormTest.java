package io.github.seqrec4j.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of one length and of their former direction. */
final class OutputNormTest {

  private static final int WIDTH = 4; // D, F and F_id
  private static final int ITEMS = 3;
  private static final Shape ROWS = new Shape(ITEMS, 1, WIDTH);
  private static final Shape TOKENS = new Shape(ITEMS, 1);

  private static Block block(NDManager manager, double outputNorm) {
    MultiModalItemEncoder spec =
        MultiModalItemEncoder.builder()
            .modalities(Modality.ID)
            .width(WIDTH)
            .idResidual(true)
            .outputNorm(outputNorm)
            .fusion(new SumFusion(0))
            .build();
    Block block =
        spec.newBlock(new ItemSchema(ITEMS, List.of(new ModalitySchema(Modality.ID, 1, WIDTH))));
    Engine.getInstance().setRandomSeed(1);
    ModelBlock.initialize(block, manager, ROWS, TOKENS);
    return block;
  }

  private static NDArray vectors(NDManager manager, double outputNorm, NDArray rows) {
    NDList inputs = new NDList(rows, manager.ones(TOKENS));
    return block(manager, outputNorm)
        .forward(new ParameterStore(manager, false), inputs, false)
        .get(0);
  }

  @Test
  void vectors_haveTheNorm_andTheirDirection() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray rows = manager.create(new float[] {1, -2, 3, 0.5f, -7, 0, 2, 9, 1, 1, 1, 1}, ROWS);
      float[] plain = vectors(manager, 0, rows).toFloatArray();
      float[] scaled = vectors(manager, 2.5, rows).toFloatArray();
      assertThat(scaled).hasSize(ITEMS * WIDTH);
      for (int i = 0; i < ITEMS; i++) {
        double squares = 0;
        for (int d = 0; d < WIDTH; d++) {
          squares += Math.pow(plain[i * WIDTH + d], 2);
        }
        for (int d = 0; d < WIDTH; d++) {
          double expected = 2.5 * plain[i * WIDTH + d] / Math.sqrt(squares);
          assertThat(scaled[i * WIDTH + d]).isCloseTo((float) expected, within(1e-5f));
        }
      }
    }
  }

  /** The derivative of a square root is infinite at 0. */
  @Test
  void zeroVector_staysZero_andHasFiniteGradients() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray rows = manager.zeros(ROWS);
      rows.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray vectors = vectors(manager, 2.5, rows); // its maps' biases are zero
        assertThat(vectors.toFloatArray()).containsOnly(0);
        collector.backward(vectors.sum());
      }
      for (float gradient : rows.getGradient().toFloatArray()) {
        assertThat(gradient).isFinite();
      }
    }
  }
}
