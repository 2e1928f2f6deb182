package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.SplitMethod.Targets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a split counts, against plain loops. */
final class SplitCountsProperties {

  private static final int ITEMS = 9;

  private static Dataset every(List<List<Integer>> histories) {
    List<List<Double>> times =
        histories.stream()
            .map(h -> IntStream.range(0, h.size()).mapToObj(i -> (double) i).toList())
            .toList();
    return InMemory.dataset(histories, times, ITEMS, new RatioSplit(0.2, 0.3, Targets.EVERY));
  }

  /** Whatever the window, what is popular is popular. */
  @Property(tries = 60)
  void trainingCounts_areOfAllThatTrains(
      @ForAll("histories") List<List<Integer>> histories,
      @ForAll @IntRange(min = 1, max = 30) int maxLength) {
    Split split = InMemory.dataset(histories, ITEMS).split(maxLength);
    long[] all = new long[ITEMS + 1];
    long[] windows = new long[ITEMS + 1];
    long training = 0;
    long inWindows = 0;
    for (List<Integer> history : histories) {
      int trained = history.size() - 2;
      for (int p = 0; p < trained; p++) {
        boolean inWindow = p >= trained - maxLength - 1;
        all[history.get(p)]++;
        windows[history.get(p)] += inWindow ? 1 : 0;
        training++;
        inWindows += inWindow && trained >= 2 ? 1 : 0;
      }
    }
    for (int item = 1; item <= ITEMS; item++) {
      assertThat(split.trainingCounts().count(item)).isEqualTo(all[item]);
      assertThat(split.windowCounts().count(item)).isEqualTo(windows[item]);
    }
    assertThat(split.summary().trainingInteractions()).isEqualTo(training);
    assertThat(split.summary().windowInteractions()).isEqualTo(inWindows);
  }

  /** In any order of targets. */
  @Property(tries = 60)
  void seen_isAllThatPrecedes(
      @ForAll("histories") List<List<Integer>> histories, @ForAll long seed) {
    EvaluationSet set = every(histories).split(3).test();
    SeenItems forwards = set.seen();
    SeenItems anyhow = set.seen();
    java.util.Random random = new java.util.Random(seed);
    for (int i = 0; i < set.size(); i++) {
      forwards.goTo(i);
      check(forwards, histories, set, i);
      int other = random.nextInt(set.size());
      anyhow.goTo(other);
      check(anyhow, histories, set, other);
    }
  }

  private static void check(
      SeenItems seen, List<List<Integer>> histories, EvaluationSet set, int i) {
    List<Integer> history = histories.get(set.user(i));
    int length = history.size();
    int first = i;
    while (first > 0 && set.user(first - 1) == set.user(i)) {
      first--;
    }
    int tested = Math.min(length - 2, Math.max(1, (int) (0.3 * length)));
    int position = length - tested + (i - first);
    assertThat(set.target(i)).isEqualTo(history.get(position));
    Set<Integer> expected = new LinkedHashSet<>(history.subList(0, position));
    assertThat(IntStream.of(seen.toArray()).boxed()).containsExactlyElementsOf(expected);
    for (int item = 1; item <= ITEMS; item++) {
      assertThat(seen.contains(item)).isEqualTo(expected.contains(item));
    }
  }

  @Property(tries = 60)
  void difficultTargets_areCounted(@ForAll("histories") List<List<Integer>> histories) {
    Split split = every(histories).split(3);
    int before = 0;
    int untrained = 0;
    for (int i = 0; i < split.test().size(); i++) {
      SeenItems seen = split.test().seen();
      seen.goTo(i);
      before += seen.contains(split.test().target(i)) ? 1 : 0;
      untrained += split.trainingCounts().count(split.test().target(i)) == 0 ? 1 : 0;
    }
    assertThat(split.summary().testDifficult())
        .isEqualTo(new SplitSummary.Difficult(before, untrained));
  }

  @Example
  void targetsThatNothingFinds_areTold() {
    List<List<Integer>> histories = List.of(List.of(1, 2, 3, 1, 2), List.of(1, 2, 3, 3, 4));
    SplitSummary summary = InMemory.dataset(histories, ITEMS).split(5).summary();
    assertThat(summary.validationDifficult()).isEqualTo(new SplitSummary.Difficult(2, 0));
    assertThat(summary.testDifficult()).isEqualTo(new SplitSummary.Difficult(1, 1));
    EvaluationSpec filtered =
        EvaluationSpec.builder().cutoffs(List.of(10)).filterSeen(true).batchSize(8).build();
    EvaluationSpec unfiltered =
        EvaluationSpec.builder().cutoffs(List.of(10)).filterSeen(false).batchSize(8).build();
    assertThat(summary.warnings(filtered))
        .anyMatch(w -> w.startsWith("2 of 2 validation and 1 of 2 test targets are items that the"))
        .anyMatch(w -> w.contains("seqrec4j.evaluation.filter-seen = false"))
        .anyMatch(w -> w.startsWith("0 of 2 validation and 1 of 2 test targets are items without"));
    assertThat(summary.warnings(unfiltered)).noneMatch(w -> w.contains("removed as seen"));
  }

  @Example
  void severalTargetsOfAUser_areTold() {
    List<Integer> ten = new ArrayList<>(java.util.Collections.nCopies(10, 1));
    SplitSummary summary = every(List.of(ten, ten)).split(3).summary();
    assertThat(summary.testTargets()).isEqualTo(6);
    assertThat(summary.testUsers()).isEqualTo(2);
    assertThat(summary.warnings(new EvaluationSpec()))
        .anyMatch(w -> w.startsWith("metrics are means over the 6 test targets of 2 users"));
  }

  /** The same again, not made anew. */
  @Example
  void split_isMadeOnce() {
    Dataset dataset = InMemory.dataset(List.of(List.of(1, 2, 3, 4)), ITEMS);
    assertThat(dataset.split(3)).isSameAs(dataset.split(3)).isSameAs(dataset.split(3, 0));
    assertThat(dataset.split(3, 2).windowStride()).isEqualTo(2);
    assertThat(dataset.split(3).summary()).isSameAs(dataset.split(3).summary());
    assertThat(dataset.split(2).maxLength()).isEqualTo(2);
  }

  @Provide
  Arbitrary<List<List<Integer>>> histories() {
    return Arbitraries.integers()
        .between(1, ITEMS)
        .list()
        .ofMinSize(3)
        .ofMaxSize(25)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
