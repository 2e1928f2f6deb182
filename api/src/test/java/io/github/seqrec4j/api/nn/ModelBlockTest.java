package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class ModelBlockTest {

  @Test
  void initialize_forwardOnAnyThread_recordsNoGraph() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (NDManager manager = NativeEngine.newManager()) {
      Linear block = new Linear(2, 3, Linear.Bias.WITH);
      ModelBlock.initialize(block, manager, new Shape(1, 2));
      ParameterStore store = new ParameterStore(manager, false);
      boolean here = block.forward(store, manager.ones(new Shape(1, 2)), false).hasGradient();
      boolean there =
          other
              .submit(
                  () -> block.forward(store, manager.ones(new Shape(1, 2)), false).hasGradient())
              .get();
      assertThat(here).isFalse();
      assertThat(there).isFalse();
    } finally {
      other.shutdown();
    }
  }
}
