package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.api.SplitMethod.Targets;
import io.github.seqrec4j.data.ingest.Time;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where histories are cut, and what is said of leaks. */
final class SplitMethodsTest {

  /** Item n of a user is 10 u + n; its time is given. */
  private static Dataset dataset(SplitMethod split, List<List<Double>> times) {
    List<List<Integer>> items = new ArrayList<>();
    for (int u = 0; u < times.size(); u++) {
      int first = 10 * u + 1;
      items.add(IntStream.range(first, first + times.get(u).size()).boxed().toList());
    }
    return InMemory.dataset(items, times, 10 * times.size(), split);
  }

  private static TemporalSplit at(double validation, double test, Targets targets) {
    return TemporalSplit.builder()
        .validationShare(0.1)
        .testShare(0.1)
        .validationFrom(new Time("" + validation))
        .testFrom(new Time("" + test))
        .targets(targets)
        .build();
  }

  private static List<Integer> targets(EvaluationSet set) {
    return IntStream.range(0, set.size()).mapToObj(set::target).toList();
  }

  private static final List<List<Double>> TIMES =
      List.of(
          List.of(1.0, 2.0, 5.0, 6.0, 8.0, 9.0),
          List.of(1.0, 2.0, 3.0), // nothing behind the bounds
          List.of(8.0, 8.5, 9.0), // nothing before them
          List.of(1.0, 5.5, 7.0, 9.5));

  @Test
  void temporal_cutsAllAtTheSameTime() {
    Split split = dataset(at(5, 8, Targets.FIRST), TIMES).split(4);
    assertThat(targets(split.validation())).containsExactly(3, 32);
    assertThat(targets(split.test())).as("without users who are new").containsExactly(5, 34);
    int[] history = new int[4];
    split.test().history(0, history, 0);
    assertThat(history).containsExactly(1, 2, 3, 4);
    SeenItems seen = split.test().seen();
    seen.goTo(1);
    assertThat(seen.toArray()).containsExactly(31, 32, 33);
    assertThat(split.summary())
        .isEqualTo(
            new SplitSummary(
                "temporal",
                2,
                6,
                5,
                2,
                2,
                2,
                2,
                2,
                0,
                0,
                SplitSummary.Order.TIME,
                new SplitSummary.Difficult(0, 2),
                new SplitSummary.Difficult(0, 2),
                null,
                0,
                split.summary().hash()));
    assertThat(split.summary().warnings(new EvaluationSpec()))
        .singleElement()
        .asString()
        .startsWith("2 of 2 validation and 2 of 2 test targets are items without any training");
    assertThat(split.trainingCounts().count(3)).as("validation is not trained on").isZero();
    assertThat(split.trainingCounts().count(1)).isEqualTo(1);
  }

  @Test
  void temporal_everyTargetHasAllBeforeIt() {
    Split split = dataset(at(5, 8, Targets.EVERY), TIMES).split(6);
    assertThat(targets(split.validation())).containsExactly(3, 4, 32, 33);
    assertThat(targets(split.test())).containsExactly(5, 6, 34);
    int[] history = new int[6];
    split.test().history(1, history, 0);
    assertThat(history).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void temporal_takesSharesOfAllTimes() {
    List<List<Double>> times =
        List.of(
            IntStream.range(0, 50).mapToObj(i -> i - 20.0).toList(),
            IntStream.range(0, 50).mapToObj(i -> i - 20.0).toList());
    List<List<Integer>> items = Collections.nCopies(2, Collections.nCopies(50, 1));
    SplitMethod shares =
        TemporalSplit.builder().validationShare(0.2).testShare(0.1).targets(Targets.EVERY).build();
    Split split = InMemory.dataset(items, times, 1, shares).split(3);
    assertThat(split.test().size()).isEqualTo(10);
    assertThat(split.validation().size()).isEqualTo(20);
    assertThat(split.summary().trainingInteractions()).isEqualTo(70);
  }

  @Test
  void temporal_outsideTheData_isAnEmptySplit() {
    assertThatThrownBy(() -> dataset(at(5, 100, Targets.FIRST), TIMES).split(4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the test split is empty")
        .hasMessageContaining("seqrec4j.data.split");
    SplitMethod dates =
        TemporalSplit.builder()
            .validationShare(0.1)
            .testShare(0.1)
            .validationFrom(new Time("2024-01-01"))
            .testFrom(new Time("2024-02-01"))
            .targets(Targets.FIRST)
            .build();
    assertThatThrownBy(() -> dataset(dates, TIMES).split(4))
        .hasMessageContaining("are numbers, but seqrec4j.data.split.temporal says '2024-01-01'");
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 1", "4, 1, 1", "10, 2, 1", "20, 4, 2", "39, 7, 3"})
  void ratio_cutsEachUserAlike(int length, int validated, int tested) {
    List<List<Double>> times = List.of(IntStream.range(0, length).mapToObj(i -> 1.0 * i).toList());
    List<List<Integer>> items = List.of(IntStream.rangeClosed(1, length).boxed().toList());
    Dataset dataset =
        InMemory.dataset(
            items,
            times,
            length,
            RatioSplit.builder().validation(0.2).test(0.1).targets(Targets.EVERY).build());
    Split split = dataset.split(3);
    assertThat(split.validation().size()).isEqualTo(validated);
    assertThat(split.test().size()).isEqualTo(tested);
    assertThat(targets(split.test())).contains(length);
    assertThat(split.trainingWindows().interactions())
        .isEqualTo(length - validated - tested < 2 ? 0 : Math.min(4, length - validated - tested));
  }

  @Test
  void leaveOneOut_saysWhatIsNewerThanTheFirstTest() {
    List<List<Double>> times =
        List.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(5.0, 6.0, 7.0, 8.0, 9.0));
    SplitSummary summary = dataset(new LeaveOneOut(), times).split(4).summary();
    assertThat(summary.trainingAfterTest()).isEqualTo(3);
    assertThat(summary.warnings(new EvaluationSpec()))
        .first()
        .asString()
        .startsWith("3 of 5 training interactions happened after the earliest test target")
        .contains("seqrec4j.data.split.type = temporal");
  }

  @Test
  void repeatedAcrossParts_isCounted() {
    List<List<Integer>> items = List.of(List.of(1, 2, 3, 3, 3), List.of(4, 5, 6, 6, 7));
    List<List<Double>> times =
        List.of(List.of(1.0, 2.0, 3.0, 3.0, 3.0), List.of(1.0, 2.0, 3.0, 4.0, 5.0));
    Dataset dataset = InMemory.dataset(items, times, 7, new LeaveOneOut());
    SplitSummary summary = dataset.split(4).summary();
    assertThat(summary.repeatedAcrossParts()).isEqualTo(2);
    assertThat(summary.warnings(new EvaluationSpec()).get(0))
        .contains("2 held-out interactions", "duplicates");
  }

  @Test
  void shareOfZero_testsNothing() {
    List<List<Integer>> items = List.of(List.of(1, 2, 3, 4, 5), List.of(4, 5, 6, 7));
    List<List<Double>> times =
        List.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(2.0, 3.0, 4.0, 5.0));
    SplitMethod ratio = RatioSplit.builder().validation(0.2).test(0).build();
    SplitMethod temporal = TemporalSplit.builder().validationShare(0.2).testShare(0).build();
    for (SplitMethod method : List.of(ratio, temporal)) {
      Split split = InMemory.dataset(items, times, 7, method).split(4);
      assertThat(split.test().size()).as(method.type()).isZero();
      assertThat(split.validation().size()).as(method.type()).isEqualTo(2);
      assertThat(split.summary().trainingInteractions()).as(method.type()).isEqualTo(7);
    }
  }

  @Test
  void splitNothing_trainsOnAll() {
    List<List<Integer>> items = List.of(List.of(1, 2, 3), List.of(4, 5, 6, 7));
    List<List<Double>> times = List.of(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0, 4.0));
    Split split = InMemory.dataset(items, times, 7, new LeaveOneOut()).splitNothing(2, 0);
    int[] slots = new int[3];
    split.windowItems(1, slots, 0);
    assertThat(slots).containsExactly(5, 6, 7);
    assertThat(split.validation().size() + split.test().size()).isZero();
    assertThat(split.summary().trainingInteractions()).isEqualTo(7);
    assertThat(split.trainingCounts().count(3)).isEqualTo(1);
  }

  @Test
  void settings_areChecked() {
    assertThatThrownBy(
            () -> RatioSplit.builder().validation(0.5).test(0.5).targets(Targets.FIRST).build())
        .hasMessageStartingWith("test must leave something");
    assertThatThrownBy(() -> at(8, 5, Targets.FIRST))
        .hasMessageStartingWith("testFrom must be after");
    assertThatThrownBy(
            () ->
                TemporalSplit.builder()
                    .validationShare(0.1)
                    .testShare(0.1)
                    .validationFrom(new Time("1"))
                    .targets(Targets.FIRST)
                    .build())
        .hasMessageStartingWith("testFrom must be set with validation-from");
    assertThatThrownBy(
            () ->
                TemporalSplit.builder()
                    .validationShare(0)
                    .testShare(0.1)
                    .targets(Targets.FIRST)
                    .build())
        .hasMessageStartingWith("validationShare must be above 0");
  }
}
