package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.ItemCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Leave one out and training batches. Histories are random; where a test must know a position by
 * its item, every interaction has an item of its own.
 */
final class SplitProperties {

  private static final int ITEMS = 9;

  @Property(tries = 200)
  void split_readsTheLastPositions(
      @ForAll("histories") List<List<Integer>> histories,
      @ForAll @IntRange(min = 1, max = 8) int maxLength) {
    Dataset dataset = InMemory.dataset(histories, ITEMS);
    Split split = dataset.split(maxLength);
    for (int user = 0; user < dataset.users(); user++) {
      int[] all = dataset.history(user);
      assertThat(split.test().target(user)).isEqualTo(all[all.length - 1]);
      assertThat(split.validation().target(user)).isEqualTo(all[all.length - 2]);
      assertThat(history(split.test(), user, maxLength))
          .isEqualTo(padded(Arrays.copyOf(all, all.length - 1), maxLength));
      assertThat(history(split.validation(), user, maxLength))
          .isEqualTo(padded(Arrays.copyOf(all, all.length - 2), maxLength));
      SeenItems seen = split.test().seen();
      seen.goTo(user);
      assertThat(seen.toArray())
          .doesNotHaveDuplicates()
          .containsOnly(Arrays.copyOf(all, all.length - 1));
    }
    for (int window = 0; window < split.windows(); window++) {
      int[] all = dataset.history(split.trainingWindows().user(window));
      int[] slots = new int[maxLength + 1];
      split.windowItems(window, slots, 0);
      assertThat(slots).isEqualTo(padded(Arrays.copyOf(all, all.length - 2), maxLength + 1));
    }
  }

  @Property(tries = 100)
  void windows_holdNoHeldOutPosition(
      @ForAll("lengths") List<Integer> lengths,
      @ForAll @IntRange(min = 1, max = 8) int maxLength,
      @ForAll @IntRange(min = 0, max = 8) int stride,
      @ForAll @IntRange(min = 1, max = 5) int batchSize,
      @ForAll long seed) {
    Dataset dataset = distinct(lengths);
    Split split = dataset.split(maxLength, Math.min(stride, maxLength));
    Set<Integer> heldOut = new HashSet<>();
    for (int user = 0; user < dataset.users(); user++) {
      heldOut.add(split.test().target(user));
      heldOut.add(split.validation().target(user));
    }
    TrainingBatches batches = new TrainingBatches(split, batchSize, seed);
    for (int[] row : rows(batches, 1, maxLength + 1)) {
      assertThat(IntStream.of(row).filter(heldOut::contains)).isEmpty();
    }
  }

  @Property(tries = 100)
  void epoch_takesEachUserOnce(
      @ForAll("lengths") List<Integer> lengths,
      @ForAll @IntRange(min = 1, max = 8) int maxLength,
      @ForAll @IntRange(min = 1, max = 5) int batchSize,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 50) int epoch) {
    Dataset dataset = distinct(lengths);
    Split split = dataset.split(maxLength);
    List<int[]> rows = rows(new TrainingBatches(split, batchSize, seed), epoch, maxLength + 1);
    Set<Integer> lastItems = new HashSet<>();
    for (int[] row : rows) {
      assertThat(lastItems.add(row[row.length - 1])).as("a user of its own").isTrue();
      int padding = (int) IntStream.of(row).takeWhile(item -> item == 0).count();
      assertThat(IntStream.of(row).skip(padding)).doesNotContain(0).hasSizeGreaterThanOrEqualTo(2);
    }
    long trainable = lengths.stream().filter(length -> length >= 4).count();
    assertThat(rows).hasSize((int) trainable);
  }

  @Property(tries = 50)
  void sameSeed_givesTheSameBatchesInAnyOrderOfEpochs(
      @ForAll("lengths") List<Integer> lengths, @ForAll long seed) {
    Split split = distinct(lengths).split(4);
    TrainingBatches one = new TrainingBatches(split, 3, seed);
    TrainingBatches other = new TrainingBatches(split, 3, seed);
    List<int[]> second = rows(one, 2, 5);
    assertThat(rows(other, 1, 5)).usingRecursiveComparison().isEqualTo(rows(one, 1, 5));
    assertThat(rows(other, 2, 5)).usingRecursiveComparison().isEqualTo(second);
  }

  @Property(tries = 20)
  void epochsAndSeeds_differ(@ForAll @IntRange(max = 1000) int seed) {
    List<Integer> lengths = java.util.Collections.nCopies(40, 5);
    Split split = distinct(lengths).split(4);
    TrainingBatches batches = new TrainingBatches(split, 40, seed);
    int[] first = batches.batch(1, 0).clone();
    assertThat(batches.batch(2, 0)).isNotEqualTo(first);
    assertThat(new TrainingBatches(split, 40, seed + 1L).batch(1, 0)).isNotEqualTo(first);
  }

  @Property(tries = 100)
  void counts_areThoseOfTheSlots(
      @ForAll("histories") List<List<Integer>> histories,
      @ForAll @IntRange(min = 1, max = 8) int maxLength,
      @ForAll @IntRange(min = 0, max = 8) int stride) {
    Dataset dataset = InMemory.dataset(histories, ITEMS);
    Split split = dataset.split(maxLength, Math.min(stride, maxLength));
    long[] counted = new long[ITEMS + 1];
    int[] slots = new int[maxLength + 1];
    for (int window = 0; window < split.windows(); window++) {
      split.windowItems(window, slots, 0);
      IntStream.of(slots).forEach(item -> counted[item]++);
    }
    for (List<Integer> history : histories) {
      counted[history.size() == 3 ? history.get(0) : 0]++; // too short to train, but counted
    }
    ItemCounts counts = split.windowCounts();
    assertThat(counts.items()).isEqualTo(ITEMS);
    for (int item = 1; item <= ITEMS; item++) {
      assertThat(counts.count(item)).as("item %d", item).isEqualTo(counted[item]);
    }
  }

  @Provide
  Arbitrary<List<List<Integer>>> histories() {
    return Arbitraries.integers()
        .between(1, ITEMS)
        .list()
        .ofMinSize(3)
        .ofMaxSize(20)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  /** Lengths of histories, the first long enough to train on. */
  @Provide
  Arbitrary<List<Integer>> lengths() {
    return Arbitraries.integers()
        .between(3, 20)
        .list()
        .ofMaxSize(12)
        .map(
            lengths -> {
              List<Integer> all = new ArrayList<>(lengths);
              all.add(0, 5);
              return all;
            });
  }

  private static int[] history(EvaluationSet set, int user, int size) {
    int[] target = new int[size + 2];
    Arrays.fill(target, -1);
    set.history(user, target, 1);
    assertThat(target[0]).as("before").isEqualTo(-1);
    assertThat(target[size + 1]).as("behind").isEqualTo(-1);
    return Arrays.copyOfRange(target, 1, size + 1);
  }

  /** The last {@code size} items, zeros in front. */
  private static int[] padded(int[] items, int size) {
    int[] padded = new int[size];
    for (int i = 1; i <= Math.min(size, items.length); i++) {
      padded[size - i] = items[items.length - i];
    }
    return padded;
  }

  private static List<int[]> rows(TrainingBatches batches, int epoch, int slots) {
    List<int[]> rows = new ArrayList<>();
    for (int step = 0; step < batches.stepsPerEpoch(); step++) {
      int[] batch = batches.batch(epoch, step);
      assertThat(batch.length % slots).isZero();
      for (int from = 0; from < batch.length; from += slots) {
        rows.add(Arrays.copyOfRange(batch, from, from + slots));
      }
    }
    return rows;
  }

  /** Users whose interactions are with one item each, never the same. */
  private static Dataset distinct(List<Integer> lengths) {
    List<List<Integer>> histories = new ArrayList<>();
    int next = 1;
    for (int length : lengths) {
      histories.add(IntStream.range(next, next + length).boxed().toList());
      next += length;
    }
    return InMemory.dataset(histories, next - 1);
  }
}
