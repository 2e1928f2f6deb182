package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/**
 * Deferred rows, and their averages, are those of dense steps for all betas that AdamW says so of,
 * and no others.
 */
final class IdTableOptimizerProperties {

  private static final int WIDTH = 3;

  /** Steps of the training whose schedule it is, far more than are taken. */
  private static final long STEPS = 3000;

  private static final double AVERAGE_DECAY = 0.995;

  /** Of float32: some 1,300 dense steps that round a weight of size 1, by 2^-24 each at most. */
  private static final float TOLERANCE = 8e-5f;

  @Provide
  Arbitrary<AdamW> rules() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 0.999).ofScale(4),
            Arbitraries.doubles().between(0, 0.9999).ofScale(4),
            Arbitraries.doubles().between(0, 0.5))
        .as((beta1, beta2, decay) -> new AdamW(1e-2, decay, beta1, beta2, 1e-8));
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<Integer> warmUp = Arbitraries.integers().between(0, 300);
    return Arbitraries.oneOf(
        Arbitraries.just(new ConstantSchedule()),
        warmUp.map(steps -> new LinearSchedule(steps, 0.1)),
        warmUp.map(steps -> new CosineSchedule(steps, 0)));
  }

  @Property(tries = 40)
  void deferred_afterGaps_equalsDense(
      @ForAll("rules") AdamW rule,
      @ForAll("schedules") Schedule schedule,
      @ForAll @IntRange(min = 1, max = 600) int gap,
      @ForAll @IntRange(min = 1, max = 600) int secondGap,
      @ForAll @DoubleRange(min = 0, max = 1) double settled,
      @ForAll long seed) {
    Assume.that(rule.canCatchUp());
    LongToDoubleFunction rates = step -> rule.learningRate() * schedule.factor(step, STEPS);
    try (NDManager manager = NativeEngine.newManager()) {
      Row dense = new Row(manager, rule, RowUpdate.DENSE, rates);
      Row deferred = new Row(manager, rule, RowUpdate.DEFERRED, rates);
      Random random = new Random(seed);
      for (int step = 1; step <= 5; step++) {
        float[] gradient = gradient(random);
        dense.step(gradient);
        deferred.step(gradient);
      }
      for (int missed : new int[] {gap, secondGap}) {
        for (int step = 0; step < missed; step++) {
          dense.step(new float[WIDTH]);
        }
        deferred.miss((int) (missed * settled)); // as at the end of an epoch
        deferred.miss(missed - (int) (missed * settled));
        float[] gradient = gradient(random);
        dense.step(gradient);
        deferred.step(gradient);
        deferred.isCloseTo(dense);
      }
    }
  }

  @Property(tries = 200)
  void trainingSpec_refusesDeferredRows_exactlyWhereTheyWouldDiffer(@ForAll("rules") AdamW rule) {
    TrainingSpec dense = TrainingSpec.builder().idTable(RowUpdate.DENSE).optimizer(rule).build();
    if (rule.canCatchUp()) {
      assertThat(dense.toBuilder().idTable(RowUpdate.DEFERRED).build().optimizer()).isEqualTo(rule);
    } else {
      assertThatThrownBy(() -> dense.toBuilder().idTable(RowUpdate.DEFERRED).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("idTable must be dense or lazy")
          .hasMessageContaining(rule.toString());
    }
  }

  private static float[] gradient(Random random) {
    float[] gradient = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    return gradient;
  }

  /** A table of one row and its optimizer. */
  private static final class Row {
    private static final int[] ROW = {0};

    private final NDManager manager;
    private final NDArray table;
    private final WeightAverage average;
    private final IdTableOptimizer optimizer;
    private long last;

    Row(NDManager manager, AdamW rule, RowUpdate update, LongToDoubleFunction rates) {
      this.manager = manager;
      table = HostArrays.of(manager, new float[] {0.8f, -0.5f, 0.1f}, new Shape(1, WIDTH));
      average = new WeightAverage(manager, AVERAGE_DECAY, manager.zeros(new Shape(1)), table);
      optimizer = new IdTableOptimizer(manager, rule, update, rates, table, average);
    }

    void step(float[] gradient) {
      try (NDManager scratch = manager.newSubManager()) {
        optimizer.catchUp(scratch, last, ROW);
        last++;
        NDArray rows = HostArrays.of(scratch, gradient, new Shape(1, WIDTH));
        optimizer.step(scratch, last, ROW, rows);
      }
    }

    void miss(int steps) {
      last += steps;
      optimizer.catchUp(manager, last);
    }

    private float[] averages() {
      return Objects.requireNonNull(average.ofTable()).toFloatArray();
    }

    void isCloseTo(Row other) {
      assertThat(averages()).containsExactly(other.averages(), within(TOLERANCE));
      assertThat(table.toFloatArray())
          .containsExactly(other.table.toFloatArray(), within(TOLERANCE));
      for (int m = 0; m < optimizer.moments().size(); m++) {
        assertThat(optimizer.moments().get(m).toFloatArray())
            .containsExactly(other.optimizer.moments().get(m).toFloatArray(), within(TOLERANCE));
      }
    }
  }
}
