package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.Schedule;

/**
 * The same rate at all steps, but for a warm-up.
 *
 * @param warmUpSteps W, steps over which the factor rises from 1/W to 1, at least 0
 */
@Description("the same rate at all steps, after a warm-up if there is one")
@Built
public record ConstantSchedule(
    @Option("steps over which the rate rises to its full size, at least 0") int warmUpSteps)
    implements Schedule {

  /** No warm-up. */
  public ConstantSchedule() {
    this(0);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is below 0
   */
  @Internal
  public ConstantSchedule {
    Arguments.atLeast("warmUpSteps", warmUpSteps, 0);
  }

  /** A builder with the defaults of {@link #ConstantSchedule()}. */
  public static ConstantScheduleBuilder builder() {
    return new ConstantScheduleBuilder();
  }

  /** A builder that starts from this. */
  public ConstantScheduleBuilder toBuilder() {
    return new ConstantScheduleBuilder(this);
  }

  @Override
  public String type() {
    return "constant";
  }

  @Override
  public double factor(long step, long steps) {
    return step < warmUpSteps ? (double) step / warmUpSteps : 1;
  }
}
