package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class CosineScheduleContractTest extends ScheduleContract {

  @Override
  protected Schedule schedule() {
    return new CosineSchedule(3, 0.1);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("warmUpSteps", "-1", () -> new CosineSchedule(-1, 0)),
        new RefusedOption("last", "1.0", () -> new CosineSchedule(0, 1)));
  }

  @Test
  void factor_risesOverTheWarmUp() {
    assertThat(schedule().factor(1, 103)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(schedule().factor(3, 103)).isEqualTo(1);
    assertThat(schedule().factor(28, 103))
        .isCloseTo(0.1 + 0.9 * (1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(schedule().factor(103, 103)).isCloseTo(0.1, within(1e-12));
  }
}
