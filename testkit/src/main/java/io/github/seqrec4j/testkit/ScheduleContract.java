package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Schedule;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Schedule} keeps. Extend it, say how the schedule is made and what it refuses,
 * and register it in {@code META-INF/services} of the module under test.
 */
public abstract class ScheduleContract extends ComponentContract<Schedule> {

  private static final long[] STEPS = {1, 2, 7, 100, 10_000};

  /** For subclasses. */
  protected ScheduleContract() {
    super(Schedule.class);
  }

  @Override
  protected final Schedule component() {
    return schedule();
  }

  /** The schedule under test. */
  protected abstract Schedule schedule();

  @Test
  void factor_isFiniteNotNegative_andNotAlwaysZero() {
    for (long steps : STEPS) {
      double sum = 0;
      for (long step = 1; step <= steps; step++) {
        double factor = schedule().factor(step, steps);
        assertThat(factor).as("step %d of %d", step, steps).isFinite().isNotNegative();
        sum += factor;
      }
      if (steps > 1) {
        assertThat(sum).as("sum over %d steps", steps).isPositive();
      }
    }
  }

  @Test
  void factor_dependsOnItsArgumentsAlone() {
    double before = schedule().factor(5, 100);
    schedule().factor(99, 100);
    schedule().factor(1, 10);
    assertThat(schedule().factor(5, 100)).isEqualTo(before);
  }
}
