package org.example.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.testkit.LossContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BayesianRankingContractTest extends LossContract {

  @Override
  protected Loss loss() {
    return new BayesianRanking();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(); // no options
  }

  @Test
  void loss_comparesScoresWithoutTheCorrection_bySlots() {
    try (NDManager manager = NativeEngine.newManager()) {
      // Scores 2 (target), 1, 3 (excluded), 0 of two slots; each is less by its log probability.
      LogitRows rows =
          new LogitRows(
              List.of(new Branch("id")),
              List.of(row(manager, 2 + 1, 1 + 2, -1e4f, 0 + 3)),
              HostArrays.of(manager, new long[] {0}, new Shape(1, 1)),
              row(manager, 0, 0, 0, (float) Math.log(2)),
              row(manager, -1, -2, -1, -3),
              9);
      double expected = (softPlus(1 - 2) + 2 * softPlus(0 - 2)) / 3;
      assertThat(loss().loss(rows).getFloat()).isCloseTo((float) expected, within(1e-6f));
    }
  }

  private static double softPlus(double x) {
    return Math.log1p(Math.exp(x));
  }

  private static NDArray row(NDManager manager, float... values) {
    return HostArrays.of(manager, values, new Shape(1, values.length));
  }
}
