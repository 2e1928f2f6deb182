package io.github.seqrec4j.backbones;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryEmbeddingTest {

  /** Row c of the table is for category c + 1, and nothing for 0: a category nobody knew. */
  @Test
  void category_addsItsVector_noneAddsNothing() {
    try (NDManager manager = NDManager.newBaseManager()) {
      CategoryEmbedding block = requireNonNull(CategoryEmbedding.of(3, 2));
      ModelBlock.initialize(block, manager, new Shape(1, 4, 2), new Shape(1, 4));
      NDArray table = block.getParameters().get("table").getArray();
      float[] rows = {1, 10, 2, 20, 3, 30};
      table.set(new NDIndex("..."), HostArrays.of(manager, rows, new Shape(3, 2)));
      NDList inputs =
          new NDList(
              manager.full(new Shape(1, 4, 2), 0.5f, DataType.FLOAT32),
              HostArrays.of(manager, new long[] {0, 3, 1, 2}, new Shape(1, 4)));
      NDArray out =
          block.forward(new ParameterStore(manager, false), inputs, false).singletonOrThrow();
      assertThat(out.toFloatArray())
          .containsExactly(0.5f, 0.5f, 3.5f, 30.5f, 1.5f, 10.5f, 2.5f, 20.5f);
    }
  }

  /** Rows that are looked up are no matrix: weight decay of matrices alone leaves them. */
  @Test
  void table_isNoMatrix() {
    CategoryEmbedding block = requireNonNull(CategoryEmbedding.of(3, 2));
    assertThat(block.getParameters().get("table").getType()).isEqualTo(Parameter.Type.OTHER);
  }

  @Test
  void none_makesNoBlock() {
    assertThat(CategoryEmbedding.of(0, 1)).isNull();
  }

  @Test
  void dataWithoutCategories_isRefused() {
    for (SequenceBackbone backbone :
        List.<SequenceBackbone>of(
            SasRec.builder().categories(Categories.EVENTS).build(),
            Gru4Rec.builder().categories(Categories.EVENTS).build(),
            Ligr.builder().categories(Categories.EVENTS).build(),
            Hstu.builder().categories(Categories.EVENTS).build())) {
      assertThatThrownBy(() -> backbone.newBlock(SequenceSchema.of(5, 8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("categories must be none, as the events of the data have no categories");
    }
  }
}
