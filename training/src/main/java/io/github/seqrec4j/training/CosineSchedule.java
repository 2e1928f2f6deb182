package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.Schedule;

/**
 * The rate rises over a warm-up, then falls along half a cosine to the last step (Loshchilov and
 * Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, without restarts).
 *
 * @param warmUpSteps W, steps over which the factor rises from 1/W to 1, at least 0
 * @param last factor at the last step, in [0, 1)
 */
@Description("the rate rises over a warm-up, then falls along half a cosine")
@Built
public record CosineSchedule(
    @Option("steps over which the rate rises to its full size, at least 0") int warmUpSteps,
    @Option("factor on the rate at the last step, in [0, 1)") double last)
    implements Schedule {

  /** No warm-up, down to 0. */
  public CosineSchedule() {
    this(0, 0);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public CosineSchedule {
    Arguments.atLeast("warmUpSteps", warmUpSteps, 0);
    Arguments.rate("last", last);
  }

  /** A builder with the defaults of {@link #CosineSchedule()}. */
  public static CosineScheduleBuilder builder() {
    return new CosineScheduleBuilder();
  }

  /** A builder that starts from this. */
  public CosineScheduleBuilder toBuilder() {
    return new CosineScheduleBuilder(this);
  }

  @Override
  public String type() {
    return "cosine";
  }

  @Override
  public double factor(long step, long steps) {
    if (step <= warmUpSteps) {
      return (double) step / warmUpSteps;
    }
    double share = Math.min(1, (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
    return last + (1 - last) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
