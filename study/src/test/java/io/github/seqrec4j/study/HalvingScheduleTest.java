package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.study.HalvingSchedule.Rung;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HalvingScheduleTest {

  private static List<Rung> rungs(int trials, int first, int factor, int epochs, int every) {
    return HalvingSchedule.rungs(
        new TuneSpec(TuneSpec.Method.HALVING, trials, "hit@10", 1, 1, factor, first, List.of()),
        TrainingSpec.builder().epochs(epochs).validateEvery(every).build());
  }

  @Test
  void rungs_asInThePaper() {
    assertThat(rungs(27, 3, 3, 81, 1))
        .containsExactly(new Rung(27, 3), new Rung(9, 9), new Rung(3, 27), new Rung(1, 81));
    assertThat(rungs(8, 5, 2, 30, 1))
        .containsExactly(new Rung(8, 5), new Rung(4, 10), new Rung(2, 20), new Rung(1, 30));
    assertThat(rungs(27, 10, 3, 60, 1)) // several are trained to the end
        .containsExactly(new Rung(27, 10), new Rung(9, 30), new Rung(3, 60));
    assertThat(rungs(2, 1, 3, 60, 1)) // the one that is left goes to the end at once
        .containsExactly(new Rung(2, 1), new Rung(1, 60));
    assertThat(rungs(5, 100, 3, 60, 1)).containsExactly(new Rung(5, 60));
  }

  @Test
  void rungs_endWhereEpochsAreValidated() {
    assertThat(rungs(9, 3, 3, 50, 5))
        .containsExactly(new Rung(9, 5), new Rung(3, 10), new Rung(1, 50));
  }

  @Test
  void random_isOneRung() {
    TuneSpec spec = new TuneSpec(TuneSpec.Method.RANDOM, 12, "mrr", 1, 1, 3, 3, List.of());

    assertThat(HalvingSchedule.rungs(spec, TrainingSpec.builder().epochs(40).build()))
        .containsExactly(new Rung(12, 40));
  }

  @Test
  void canPromote_notWhereStepSizesDependOnTheEpochs() {
    List<Rung> rungs = List.of(new Rung(4, 2), new Rung(2, 8));
    TrainingSpec constant = TrainingSpec.builder().epochs(8).build();
    TrainingSpec cosine =
        constant.toBuilder().schedule(Components.of(Schedule.class).get("cosine")).build();

    assertThat(HalvingSchedule.canPromote(constant, rungs)).isTrue();
    assertThat(HalvingSchedule.canPromote(cosine, rungs)).isFalse();
    assertThat(HalvingSchedule.canPromote(cosine, List.of(new Rung(4, 8)))).isTrue();
  }

  @Property(tries = 200)
  void rungs_shrinkInTrials_growInEpochs_endAtAll(
      @ForAll @IntRange(min = 1, max = 500) int trials,
      @ForAll @IntRange(min = 1, max = 50) int first,
      @ForAll @IntRange(min = 2, max = 6) int factor,
      @ForAll @IntRange(min = 1, max = 300) int epochs,
      @ForAll @IntRange(min = 1, max = 7) int every) {
    List<Rung> rungs = rungs(trials, first, factor, epochs, every);

    assertThat(rungs.get(0).trials()).isEqualTo(trials);
    assertThat(rungs.get(rungs.size() - 1).epochs()).isEqualTo(epochs);
    for (int i = 1; i < rungs.size(); i++) {
      assertThat(rungs.get(i).trials()).isLessThan(rungs.get(i - 1).trials());
      assertThat(rungs.get(i).epochs()).isGreaterThan(rungs.get(i - 1).epochs());
    }
    assertThat(rungs)
        .allSatisfy(
            rung -> assertThat(rung.epochs() == epochs || rung.epochs() % every == 0).isTrue());
  }
}
