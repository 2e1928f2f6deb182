package org.example.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InverseSquareRootContractTest extends ScheduleContract {

  @Override
  protected Schedule schedule() {
    return new InverseSquareRoot(100);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(new RefusedOption("warmUpSteps", "0", () -> new InverseSquareRoot(0)));
  }

  @Test
  void factor_risesToOne_andHalvesInFourTimesTheSteps() {
    assertThat(schedule().factor(1, 1000)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule().factor(100, 1000)).isEqualTo(1);
    assertThat(schedule().factor(400, 1000)).isCloseTo(0.5, within(1e-12));
  }
}
