package io.github.seqrec4j.backbones;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import org.junit.jupiter.api.Test;

class IntervalEmbeddingTest {

  private static final long START = 1_700_000_000;

  /** A padded slot, an event, another a minute later, a third an hour later; items are 0.5. */
  private static final long[] TIMES = {0, START, START + 60, START + 3660};

  /** The third is asked for its prediction at once. */
  private static final long[] REQUESTS = {0, START + 60, START + 3660, START + 3660};

  /** Row k of the first table is k, so that the output tells which row was added. */
  @Test
  void events_addTheTimeSinceTheEventBefore() {
    float[] sums = sums(Intervals.EVENTS);
    assertThat(sums).endsWith(0.5f, 13 + 1.5f, 27 + 1.5f); // the first: row 0; others: 1 + bucket
  }

  /** Row k of the second table is 100 k. */
  @Test
  void requests_addTheTimeUntilThePredictionToo() {
    float[] sums = sums(Intervals.REQUESTS);
    assertThat(sums).endsWith(1300.5f, 2700 + 13 + 1.5f, 27 + 1.5f);
  }

  @Test
  void none_makesNoBlock() {
    assertThat(IntervalEmbedding.of(Intervals.NONE, 1)).isNull();
  }

  private static float[] sums(Intervals intervals) {
    try (NDManager manager = NDManager.newBaseManager()) {
      IntervalEmbedding block = requireNonNull(IntervalEmbedding.of(intervals, 1));
      ModelBlock.initialize(block, manager, new Shape(1, 4, 1), new Shape(1, 4));
      int factor = 1;
      for (String table : block.getParameters().keys()) {
        NDArray rows = block.getParameters().get(table).getArray();
        float[] values = new float[Math.toIntExact(rows.size())];
        for (int row = 0; row < values.length; row++) {
          values[row] = factor * row;
        }
        rows.set(new NDIndex("..."), HostArrays.of(manager, values, rows.getShape()));
        factor *= 100;
      }
      NDArray mask = HostArrays.of(manager, new float[] {0, 1, 1, 1}, new Shape(1, 4));
      NDList inputs =
          new NDList(
              manager.full(new Shape(1, 4, 1), 0.5f, DataType.FLOAT32),
              mask,
              HostArrays.of(manager, TIMES, new Shape(1, 4)),
              HostArrays.of(manager, REQUESTS, new Shape(1, 4)));
      NDArray out =
          block.forward(new ParameterStore(manager, false), inputs, false).singletonOrThrow();
      return out.get("0, 1:").toFloatArray();
    }
  }
}
