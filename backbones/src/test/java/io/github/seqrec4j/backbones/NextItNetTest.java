package io.github.seqrec4j.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextItNetTest {

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "2, 2", "1, 3"})
  void state_seesTheSlotsThatJavadocStates(int kernel, int dilation) {
    int slots = 30;
    int width = 4;
    int seen = 1 + 3 * (kernel - 1) * dilation;
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(1);
      Block block =
          NextItNet.builder()
              .dilations(List.of(dilation))
              .kernel(kernel)
              .dropout(0)
              .build()
              .newBlock(SequenceSchema.of(slots, width));
      ModelBlock.initialize(block, manager, new Shape(1, slots, width), new Shape(1, slots));
      NDArray mask = manager.ones(new Shape(1, slots));
      NDArray items = manager.randomNormal(new Shape(1, slots, width));
      NDArray state = last(manager, block, items, mask);
      for (int back = 0; back < slots; back++) {
        NDArray other = items.duplicate();
        other.set(new NDIndex("0, {}, 0", slots - 1 - back), 5f);
        boolean changed = !last(manager, block, other, mask).contentEquals(state);
        boolean reached = back < seen && back % dilation == 0;
        assertThat(changed).as("item %d slots back", back).isEqualTo(reached);
      }
    }
  }

  /** The state after the last item, (D). */
  private static NDArray last(NDManager manager, Block block, NDArray items, NDArray mask) {
    return block
        .forward(new ParameterStore(manager, false), new NDList(items, mask), false)
        .singletonOrThrow()
        .get(0, (int) mask.getShape().get(1) - 1);
  }
}
