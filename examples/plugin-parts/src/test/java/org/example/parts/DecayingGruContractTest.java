package org.example.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.nn.GruLayer;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecayingGruContractTest extends SequenceBackboneContract {

  private static final int SLOTS = 5;
  private static final int WIDTH = 4;

  /** Some hundred float32 operations in another order. */
  private static final float ROUNDING = 1e-5f;

  @Override
  protected SequenceBackbone backbone() {
    return new DecayingGru();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return new DecayingGru(60, 0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("unit", "0.0", () -> new DecayingGru(0, 0.1)),
        new RefusedOption("dropout", "1", () -> new DecayingGru(60, 1)));
  }

  @Test
  void withoutIntervals_isAGru() {
    try (NDManager manager = NativeEngine.newManager()) {
      Trial trial = new Trial(manager);
      GruLayer gru = new GruLayer(WIDTH, WIDTH);
      for (String name : List.of("input", "state")) {
        NDArray weight = trial.parameter(name);
        gru.getParameters().get(name).setInitializer((owner, shape, type) -> weight.duplicate());
      }
      ModelBlock.initialize(gru, manager, new Shape(1, SLOTS, WIDTH));
      NDArray states = gru.forward(trial.store, trial.items, false); // (1, S, D)
      float[] expected = states.matMul(trial.parameter("map").transpose()).toFloatArray();

      long[] same = {7, 7, 7, 7, 7};
      assertThat(trial.run(same, same)).containsExactly(expected, within(ROUNDING));
    }
  }

  @Test
  void timeUntilTheRequest_fadesTheState() {
    try (NDManager manager = NativeEngine.newManager()) {
      Trial trial = new Trial(manager);
      long[] times = {0, 60, 120, 180, 240};
      double before = Double.MAX_VALUE;
      for (long wait : new long[] {0, 3600, 86_400, 30 * 86_400, Integer.MAX_VALUE}) {
        double square = 0;
        float[] users = trial.run(times, new long[] {60, 120, 180, 240, 240 + wait});
        for (int d = (SLOTS - 1) * WIDTH; d < SLOTS * WIDTH; d++) {
          square += users[d] * users[d];
        }
        assertThat(square).as("after %d s", wait).isPositive().isLessThan(before);
        before = square;
      }
    }
  }

  /** A block and a sequence of items. */
  private static final class Trial {
    final ParameterStore store;
    final NDArray items;
    private final NDManager manager;
    private final Block block;

    Trial(NDManager manager) {
      this.manager = manager;
      store = new ParameterStore(manager, false);
      block = new DecayingGru(3600, 0).newBlock(SequenceSchema.of(SLOTS, WIDTH));
      ModelBlock.initialize(block, manager, new Shape(1, SLOTS, WIDTH), new Shape(1, SLOTS));
      float[] values = new float[SLOTS * WIDTH];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.cos(i);
      }
      items = HostArrays.of(manager, values, new Shape(1, SLOTS, WIDTH));
    }

    /** The weight of a child. */
    NDArray parameter(String child) {
      return block.getParameters().stream()
          .filter(pair -> pair.getKey().endsWith(child + "_weight")) // DJL counts children before
          .map(pair -> pair.getValue().getArray())
          .findFirst()
          .orElseThrow();
    }

    /** (S D) user vectors. */
    float[] run(long[] times, long[] requests) {
      Shape shape = new Shape(1, SLOTS);
      NDList inputs =
          new NDList(
              items,
              manager.ones(shape),
              HostArrays.of(manager, times, shape),
              HostArrays.of(manager, requests, shape));
      return block.forward(store, inputs, false).singletonOrThrow().toFloatArray();
    }
  }
}
