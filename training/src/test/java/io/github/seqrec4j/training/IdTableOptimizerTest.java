package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdTableOptimizerTest {

  private static final int ROWS = 12;
  private static final int WIDTH = 3;
  private static final int STEPS = 400;

  /** Rounding of some hundred float32 operations on weights of size 1. */
  private static final double AVERAGE_DECAY = 0.98;

  private static final float TOLERANCE = 2e-5f;

  @Test
  void deferred_randomRowsOverManySteps_equalsDense() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Table dense = new Table(manager, RowUpdate.DENSE);
      Table deferred = new Table(manager, RowUpdate.DEFERRED);
      Random random = new Random(3);
      for (int step = 1; step <= STEPS; step++) {
        // Row 0 comes at every step, row 11 almost never: gaps of all lengths.
        int now = step;
        int[] rows = random.ints(ROWS, 0, ROWS).filter(r -> now % (r * r + 1) == 0).toArray();
        rows = Arrays.stream(rows).distinct().sorted().toArray();
        if (rows.length == 0) {
          continue;
        }
        float[] gradient = new float[rows.length * WIDTH];
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = (float) random.nextGaussian();
        }
        dense.step(manager, step, rows, gradient);
        deferred.step(manager, step, rows, gradient);
        assertThat(deferred.values(rows)).containsExactly(dense.values(rows), within(TOLERANCE));
      }
      deferred.optimizer.catchUp(manager, STEPS);
      dense.settleTo(manager, STEPS);
      assertThat(deferred.table.toFloatArray())
          .containsExactly(dense.table.toFloatArray(), within(TOLERANCE));
      assertThat(requireNonNull(deferred.average.ofTable()).toFloatArray())
          .as("averages")
          .containsExactly(
              requireNonNull(dense.average.ofTable()).toFloatArray(), within(TOLERANCE));
      assertThat(deferred.optimizer.moments().get(0).toFloatArray())
          .containsExactly(dense.optimizer.moments().get(0).toFloatArray(), within(TOLERANCE));
      assertThat(deferred.optimizer.moments().get(1).toFloatArray())
          .containsExactly(dense.optimizer.moments().get(1).toFloatArray(), within(TOLERANCE));
    }
  }

  /** The average of a row that is seldom touched, and stays in between, step by step. */
  @Test
  void lazyRow_isAveragedOverTheStepsItStayed() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Table lazy = new Table(manager, RowUpdate.LAZY);
      int[] row = {5};
      double[] expected = doubles(lazy.values(row));
      float[] before = lazy.values(row);
      for (int step = 1; step <= 40; step++) {
        boolean touched = step % 9 == 0;
        lazy.step(manager, step, touched ? row : new int[] {1}, new float[] {1, -1, step});
        float[] now = lazy.values(row);
        double d = lazy.average.decays().applyAsDouble(step);
        for (int i = 0; i < WIDTH; i++) {
          expected[i] = d * expected[i] + (1 - d) * now[i];
        }
      }
      lazy.optimizer.catchUp(manager, 40);
      NDArray averages = requireNonNull(lazy.average.ofTable());
      double[] averaged = doubles(averages.get(5).toFloatArray());
      assertThat(averaged).containsExactly(expected, within(1e-6));
      assertThat(averaged).isNotEqualTo(doubles(lazy.values(row)));
      assertThat(lazy.values(row)).isNotEqualTo(before);
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void lazy_rowWithoutGradient_staysAsItWas() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Table lazy = new Table(manager, RowUpdate.LAZY);
      float[] before = lazy.values(new int[] {5});
      lazy.step(manager, 1, new int[] {1, 2}, new float[] {1, 1, 1, 1, 1, 1});
      lazy.optimizer.catchUp(manager, 10);
      assertThat(lazy.values(new int[] {5})).containsExactly(before);
      assertThat(lazy.values(new int[] {1})).isNotEqualTo(before);
    }
  }

  @Test
  void configuration_ofBetasThatCannotCatchUp_isRefusedWithFileLineAndKey(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("betas.conf");
    Files.writeString(
        file,
        """
        seqrec4j.training {
          optimizer.adam-w { beta1 = 0.9, beta2 = 0.8 }
          id-table = deferred
        }
        """);
    assertThatThrownBy(() -> RunSpec.load(file, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": 3: seqrec4j.training.id-table must be dense or lazy")
        .hasMessageContaining("beta2=0.8");
    TrainingSpec dense =
        RunSpec.load(file, List.of("seqrec4j.training.id-table=dense")).recommender().training();
    assertThat(dense.idTable()).isEqualTo(RowUpdate.DENSE);
  }

  /** A table and the optimiser of its rows. */
  private static final class Table {
    final NDArray table;
    final WeightAverage average;
    final IdTableOptimizer optimizer;
    private final RowUpdate update;
    private long last;

    Table(NDManager manager, RowUpdate update) {
      this.update = update;
      float[] start = new float[ROWS * WIDTH];
      for (int i = 0; i < start.length; i++) {
        start[i] = (float) Math.sin(i);
      }
      table = manager.create(start, new Shape(ROWS, WIDTH));
      AdamW rule = new AdamW(1e-2, 0.05, 0.9, 0.999, 1e-8);
      average = new WeightAverage(manager, AVERAGE_DECAY, manager.zeros(new Shape(1)), table);
      optimizer =
          new IdTableOptimizer(manager, rule, update, at -> rule.learningRate(), table, average);
    }

    void step(NDManager manager, int step, int[] rows, float[] gradient) {
      if (update == RowUpdate.DENSE) {
        settleTo(manager, step - 1);
      }
      optimizer.catchUp(manager, step - 1, rows);
      optimizer.step(manager, step, rows, manager.create(gradient, new Shape(rows.length, WIDTH)));
      last = step;
    }

    /** Runs the steps without any gradient that dense AdamW takes up to {@code step}. */
    void settleTo(NDManager manager, long step) {
      while (last < step) {
        last++;
        optimizer.step(manager, last, new int[] {0}, manager.zeros(new Shape(1, WIDTH)));
      }
    }

    float[] values(int[] rows) {
      return table.get(HostArrays.indices(table.getManager(), rows)).toFloatArray();
    }
  }
}
