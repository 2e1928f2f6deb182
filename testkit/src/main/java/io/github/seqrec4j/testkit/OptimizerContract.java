package io.github.seqrec4j.testkit;

import static io.github.seqrec4j.testkit.BlockTrial.checkClose;
import static io.github.seqrec4j.testkit.BlockTrial.checkFinite;
import static io.github.seqrec4j.testkit.BlockTrial.difference;
import static io.github.seqrec4j.testkit.BlockTrial.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Optimizer} keeps. Extend it, say how the optimizer is made and what it refuses,
 * and register it in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: weights (6, 4).
 */
public abstract class OptimizerContract extends ArrayContract<Optimizer> {

  /** Agreement asked of float32 numbers after some hundred operations. */
  private static final double ROUNDING = 2e-5;

  private static final NDIndex EVERYTHING = new NDIndex("...");
  private static final int ROWS = 6;
  private static final int WIDTH = 4;

  /** For subclasses. */
  protected OptimizerContract() {
    super(Optimizer.class);
  }

  @Override
  protected final Optimizer component() {
    return optimizer();
  }

  /** The optimizer under test. */
  protected abstract Optimizer optimizer();

  @Test
  void moments_haveNamesOfTheirOwn() {
    assertThat(optimizer().moments()).doesNotHaveDuplicates().isEqualTo(optimizer().moments());
    assertThat(optimizer().learningRate()).isPositive();
  }

  @Test
  void steps_alongTheGradient_comeCloserToTheMinimum() {
    Trial trial = new Trial(EVERYTHING);
    double start = distance(trial.values);
    for (int step = 1; step <= 200; step++) {
      trial.step(step, trial.values.sub(1), 0.05); // of (w - 1)^2 / 2
    }
    checkFinite("weights", trial.values);
    assertThat(distance(trial.values)).as("distance to the minimum").isLessThan(start / 2);
  }

  private static double distance(NDArray values) {
    return values.sub(1).square().sum().getFloat();
  }

  @Test
  void rateOfZero_movesNothing() {
    Trial trial = new Trial(EVERYTHING);
    trial.step(1, gradient(1), 0);
    checkClose("weights", trial.values, new Trial(EVERYTHING).values, 0);
  }

  @Test
  void gradientOfZero_staysFinite() {
    Trial trial = new Trial(EVERYTHING);
    for (int step = 1; step <= 3; step++) {
      trial.step(step, manager.zeros(trial.values.getShape()), 0.1);
    }
    checkFinite("weights", trial.values);
  }

  @Test
  void parts_areUpdatedAsTheWhole() {
    NDIndex upper = new NDIndex(":2");
    Trial whole = new Trial(EVERYTHING);
    Trial part = new Trial(upper);
    for (int step = 1; step <= 5; step++) {
      whole.step(step, gradient(step), 0.01);
      part.step(step, gradient(step).get(upper), 0.01);
    }
    checkClose("the first rows alone", part.values, whole.values.get(upper), 0);
  }

  @Test
  void moments_areAllTheStateThereIs() {
    Trial one = new Trial(EVERYTHING);
    one.step(1, gradient(1), 0.01);
    Trial other = new Trial(EVERYTHING);
    other.values.set(EVERYTHING, one.values);
    for (int i = 0; i < one.moments.size(); i++) {
      other.moments.get(i).set(EVERYTHING, one.moments.get(i));
    }
    one.step(2, gradient(2), 0.01);
    other.step(2, gradient(2), 0.01);
    checkClose("weights after the moments were copied", other.values, one.values, 0);
  }

  @Test
  void withDecay_ofAFactorOf1_isTheSame() {
    assertThat(optimizer().withDecay(1)).isEqualTo(optimizer());
  }

  @Test
  void catchUp_equalsStepsWithoutGradient() {
    assumeTrue(optimizer().canCatchUp(), "only an optimizer that can claims this");
    LongToDoubleFunction rates = step -> 0.01 + 0.001 * (step % 7);
    LongToDoubleFunction decays = step -> Math.min(0.97, (1.0 + step) / (10 + step));
    Trial steps = new Trial(EVERYTHING);
    Trial once = new Trial(EVERYTHING);
    for (int step = 1; step <= 3; step++) {
      steps.step(step, gradient(step), rates.applyAsDouble(step));
      once.step(step, gradient(step), rates.applyAsDouble(step));
    }
    NDArray average = steps.values.duplicate();
    Optimizer.RowAverages averages = new Optimizer.RowAverages(once.values.duplicate(), decays);
    for (int to : new int[] {4, 11, 250, 600}) {
      for (long step = steps.done + 1; step <= to; step++) {
        steps.step(step, manager.zeros(steps.values.getShape()), rates.applyAsDouble(step));
        double d = decays.applyAsDouble(step);
        average = average.mul(d).add(steps.values.mul(1 - d));
      }
      long[] done = new long[ROWS];
      Arrays.fill(done, once.done);
      optimizer().catchUp(once.values, once.moments, done, to, rates, averages);
      once.done = to;
      checkClose("weights after step " + to, once.values, steps.values, ROUNDING);
      checkClose("their average after step " + to, averages.values(), average, ROUNDING);
      for (int i = 0; i < once.moments.size(); i++) {
        checkClose(
            optimizer().moments().get(i) + " after step " + to,
            once.moments.get(i),
            steps.moments.get(i),
            ROUNDING);
      }
    }
    assertThat(difference(once.values, new Trial(EVERYTHING).values)).as("way gone").isPositive();
  }

  private NDArray gradient(int step) {
    return normal(manager, step, ROWS, WIDTH);
  }

  /** Weights and their moments. */
  private final class Trial {
    final NDArray values;
    final List<NDArray> moments = new ArrayList<>();
    long done;

    /** Some rows of the same weights each time. */
    Trial(NDIndex part) {
      values = normal(manager, 90, ROWS, WIDTH).get(part).duplicate();
      Shape shape = values.getShape();
      optimizer().moments().forEach(name -> moments.add(manager.zeros(shape)));
    }

    void step(long step, NDArray gradient, double rate) {
      optimizer().update(values, moments, gradient, step, rate);
      done = step;
    }
  }
}
