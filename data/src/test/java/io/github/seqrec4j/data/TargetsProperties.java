package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.api.SplitMethod.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Where some interactions only are to be predicted: which ones they are is given at random, every
 * interaction has an item of its own.
 */
final class TargetsProperties {

  @Provide
  Arbitrary<List<List<Boolean>>> targets() {
    return Arbitraries.of(true, false)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<SplitMethod> methods() {
    return Arbitraries.of(
        new LeaveOneOut(),
        new RatioSplit(0.2, 0.3, Targets.EVERY),
        new RatioSplit(0.2, 0.3, Targets.FIRST),
        new TemporalSplit(0.2, 0.3, null, null, Targets.EVERY),
        new TemporalSplit(0.2, 0.3, null, null, Targets.FIRST));
  }

  /** A dataset of such a log, and what it holds. */
  private record Data(Dataset dataset, List<List<Boolean>> targets, SplitMethod method) {

    static Data of(List<List<Boolean>> targets, SplitMethod method) {
      List<List<Integer>> items = new ArrayList<>();
      int next = 1;
      for (List<Boolean> ofUser : targets) {
        List<Integer> history = new ArrayList<>();
        for (int p = 0; p < ofUser.size(); p++) {
          history.add(next++);
        }
        items.add(history);
      }
      return new Data(InMemory.withTargets(items, targets, next - 1, method), targets, method);
    }

    boolean isTarget(int user, int position) {
      return Objects.requireNonNull(targets.get(user).get(position));
    }

    /** Of random targets some part may be empty, which is refused. */
    boolean isRefused() {
      try {
        dataset.split(3);
        return false;
      } catch (DataException e) {
        assertThat(e).hasMessageContaining("that is to be predicted (category wanted)");
        return true;
      }
    }
  }

  @Property(tries = 300)
  void stride_predictsEveryTrainingTargetWithAnInputOnce_andNothingElse(
      @ForAll("targets") List<List<Boolean>> targets,
      @ForAll("methods") SplitMethod method,
      @ForAll @IntRange(min = 1, max = 8) int maxLength) {
    Data data = Data.of(targets, method);
    if (data.isRefused()) {
      return;
    }
    Split split = data.dataset.split(maxLength, maxLength);
    SplitBounds bounds = method.split(data.dataset);
    int slots = maxLength + 1;
    int[] predicted = new int[data.dataset.items() + 1];
    for (int window = 0; window < split.windows(); window++) {
      int[] items = new int[slots];
      float[] weights = new float[slots];
      split.windowItems(window, items, 0);
      split.windowWeights(window, weights, 0);
      assertThat(weights[maxLength]).as("a window ends with a target").isEqualTo(1);
      for (int s = 1; s < slots; s++) {
        predicted[items[s]] += items[s - 1] != 0 && weights[s] > 0 ? 1 : 0;
      }
    }
    long all = 0;
    for (int user = 0; user < targets.size(); user++) {
      for (int p = 0; p < data.dataset.length(user); p++) {
        boolean trains = p > 0 && p < bounds.validation()[user] && data.isTarget(user, p);
        assertThat(predicted[data.dataset.item(user, p)])
            .as("position %d of user %d", p, user)
            .isEqualTo(trains ? 1 : 0);
        all += trains ? 1 : 0;
      }
    }
    assertThat(Objects.requireNonNull(split.summary().targets()).training()).isEqualTo(all);
  }

  @Property(tries = 300)
  void heldOut_areTheTargetsOfTheirParts_eachWithAllThatPrecedesIt(
      @ForAll("targets") List<List<Boolean>> targets, @ForAll("methods") SplitMethod method) {
    Data data = Data.of(targets, method);
    if (data.isRefused()) {
      return;
    }
    SplitBounds bounds = method.split(data.dataset);
    int[] lengths = targets.stream().mapToInt(List::size).toArray();
    Split split = data.dataset.split(30);
    check(data, split.validation(), bounds.validation(), bounds.test());
    check(data, split.test(), bounds.test(), lengths);
  }

  private static void check(Data data, EvaluationSet set, int[] starts, int[] ends) {
    List<Integer> expected = new ArrayList<>();
    for (int user = 0; user < starts.length; user++) {
      int of = user;
      int[] positions =
          IntStream.range(starts[user], starts[user] == 0 ? 0 : ends[user])
              .filter(p -> data.isTarget(of, p))
              .limit(data.method.targets() == Targets.FIRST ? 1 : Long.MAX_VALUE)
              .toArray();
      for (int p : positions) {
        expected.add(data.dataset.item(user, p));
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      found.add(set.target(i));
      int[] history = new int[30];
      set.history(i, history, 0);
      int first = data.dataset.item(set.user(i), 0);
      assertThat(Arrays.stream(history).filter(item -> item > 0))
          .containsExactlyElementsOf(IntStream.range(first, set.target(i)).boxed().toList());
    }
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 200)
  void leaveOneOut_testsTheLastTarget_andValidatesTheOneBefore(
      @ForAll("targets") List<List<Boolean>> targets) {
    Data data = Data.of(targets, new LeaveOneOut());
    SplitBounds bounds = new LeaveOneOut().split(data.dataset);
    bounds.check(data.dataset);
    for (int user = 0; user < targets.size(); user++) {
      int of = user;
      int[] found =
          IntStream.range(0, targets.get(user).size()).filter(p -> data.isTarget(of, p)).toArray();
      int test = found.length == 0 ? targets.get(user).size() : found[found.length - 1];
      assertThat(bounds.test()[user]).isEqualTo(test);
      assertThat(bounds.validation()[user])
          .isEqualTo(found.length < 2 ? test : found[found.length - 2]);
    }
  }

  @Property(tries = 200)
  void counts_popularIsWhatTrainsAsATarget_slotsAreWhatBatchesHold(
      @ForAll("targets") List<List<Boolean>> targets, @ForAll("methods") SplitMethod method) {
    Data data = Data.of(targets, method);
    if (data.isRefused()) {
      return;
    }
    Split split = data.dataset.split(3);
    SplitBounds bounds = method.split(data.dataset);
    long[] slots = new long[data.dataset.items() + 1];
    for (int window = 0; window < split.windows(); window++) {
      int[] items = new int[4];
      split.windowItems(window, items, 0);
      for (int item : items) {
        slots[item]++;
      }
    }
    for (int user = 0; user < targets.size(); user++) {
      int trained = bounds.validation()[user];
      for (int p = 0; p < data.dataset.length(user); p++) {
        int item = data.dataset.item(user, p);
        assertThat(split.trainingCounts().count(item))
            .isEqualTo(p < trained && data.isTarget(user, p) ? 1 : 0);
        assertThat(split.windowCounts().count(item))
            .isEqualTo(slots[item] + (trained == 1 && p == 0 ? 1 : 0));
      }
    }
  }

  @Property(tries = 100)
  void everyInteractionATarget_isSplitAsWithoutARule(
      @ForAll("targets") List<List<Boolean>> lengths,
      @ForAll("methods") SplitMethod method,
      @ForAll @IntRange(min = 0, max = 3) int stride) {
    List<List<Boolean>> all =
        lengths.stream().map(l -> l.stream().map(t -> true).toList()).toList();
    Data data = Data.of(all, method);
    if (data.isRefused()) {
      return;
    }
    List<List<Integer>> histories = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    for (int user = 0; user < all.size(); user++) {
      histories.add(Arrays.stream(data.dataset.history(user)).boxed().toList());
      times.add(IntStream.range(0, all.get(user).size()).mapToObj(i -> (double) i).toList());
    }
    Split with = data.dataset.split(3, stride);
    Split without =
        InMemory.dataset(histories, times, data.dataset.items(), method).split(3, stride);
    assertThat(with.windows()).isEqualTo(without.windows());
    for (int window = 0; window < with.windows(); window++) {
      int[] expected = new int[4];
      int[] items = new int[4];
      without.windowItems(window, expected, 0);
      with.windowItems(window, items, 0);
      assertThat(items).isEqualTo(expected);
    }
    assertThat(with.test().size()).isEqualTo(without.test().size());
    assertThat(with.validation().size()).isEqualTo(without.validation().size());
    assertThat(with.summary().windowInteractions())
        .isEqualTo(without.summary().windowInteractions());
    assertThat(with.summary().trainingUsers()).isEqualTo(without.summary().trainingUsers());
  }

  @Example
  void nobodyWithATargetBehindAnInput_isRefusedWithTheRule() {
    Dataset dataset =
        InMemory.withTargets(
            List.of(List.of(1, 2, 3, 4)),
            List.of(List.of(true, false, false, true)),
            4,
            new LeaveOneOut());
    assertThatThrownBy(() -> dataset.split(3))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "none: the validation split is empty: no user has an interaction there that is to be"
                + " predicted (category wanted) and one before it; change seqrec4j.data.split,"
                + " seqrec4j.data.targets or add interactions");
  }
}
