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
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.fusion.MultiModalItemEncoder.IdResidual;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ID's row adds to the vectors, and to which. */
final class IdResidualTest {

  private static final int WIDTH = 4; // D, F and F_id
  private static final float[] ROWS = {1, -2, 3, 0.5f, -7, 0, 2, 9}; // of two items
  private static final float[] TEXT = {2, 1, 0, -1, 3, 3, -3, 1};

  /** Per branch (2, D). */
  private static List<float[]> vectors(Fusion fusion, IdResidual residual) {
    MultiModalItemEncoder spec =
        MultiModalItemEncoder.builder()
            .modalities(Modality.TEXT, Modality.ID)
            .width(WIDTH)
            .idResidual(residual)
            .fusion(fusion)
            .build();
    ModalitySchema text = new ModalitySchema(Modality.TEXT, 1, WIDTH);
    ModalitySchema id = new ModalitySchema(Modality.ID, 1, WIDTH);
    Block block = spec.newBlock(new ItemSchema(2, List.of(text, id)));
    Shape shape = new Shape(2, 1, WIDTH);
    Shape tokens = new Shape(2, 1);
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(1);
      ModelBlock.initialize(block, manager, shape, tokens, shape, tokens);
      NDList inputs =
          new NDList(
              manager.create(TEXT, shape),
              manager.ones(tokens),
              manager.create(ROWS, shape),
              manager.ones(tokens));
      return block.forward(new ParameterStore(manager, false), inputs, false).stream()
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  private static void assertAdded(float[] with, float[] without, float factor) {
    assertThat(with).hasSameSizeAs(ROWS);
    for (int i = 0; i < with.length; i++) {
      assertThat(with[i] - without[i]).isCloseTo(factor * ROWS[i], within(1e-5f));
    }
  }

  @Test
  void row_isAddedToTheIdBranch_andToNoOther() {
    List<float[]> with = vectors(new IdAwareTransformer(), IdResidual.ID);
    List<float[]> without = vectors(new IdAwareTransformer(), IdResidual.NONE);
    assertAdded(with.get(0), without.get(0), 0); // text
    assertAdded(with.get(1), without.get(1), 1);
  }

  @Test
  void row_isAddedToEveryBranch() {
    List<float[]> with = vectors(new IdAwareTransformer(), IdResidual.ALL);
    List<float[]> without = vectors(new IdAwareTransformer(), IdResidual.NONE);
    assertThat(with).hasSize(2);
    assertAdded(with.get(0), without.get(0), 1);
    assertAdded(with.get(1), without.get(1), 1);
  }

  @Test
  void row_isAddedToTheFusedBranch() {
    List<float[]> with = vectors(new SumFusion(), IdResidual.ID);
    assertThat(with).hasSize(1);
    assertAdded(with.get(0), vectors(new SumFusion(), IdResidual.NONE).get(0), 1);
  }
}
