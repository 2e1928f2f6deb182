package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Augmentation;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.runtime.SlotContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Items of the batches are their slots + 1, so that each event is known again. */
final class AugmenterProperties {

  private static final SequenceTask CLOZE = new SequenceTask.MaskedItem(0.4, 0.2, 1);

  @Provide
  Arbitrary<List<Augmentation>> any() {
    return augmentation(Augmentation.Kind.values()).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Augmentation>> withoutMask() {
    return augmentation(Augmentation.Kind.CROP, Augmentation.Kind.REORDER).list().ofMaxSize(4);
  }

  private static Arbitrary<Augmentation> augmentation(Augmentation.Kind... kinds) {
    return Combinators.combine(
            Arbitraries.of(kinds),
            Arbitraries.doubles().between(0.05, 0.95),
            Arbitraries.of(0.5, 1.0))
        .as(
            (kind, share, probability) ->
                Augmentation.builder().kind(kind).share(share).probability(probability).build());
  }

  @Property(tries = 300)
  void row_ofACausalTask_hasReadAllEventsUpToItsSlotAndNoOther_andPredictsWhatCameNext(
      @ForAll("any") List<Augmentation> augmentations,
      @ForAll @IntRange(min = 1, max = 4) int sequences,
      @ForAll @IntRange(min = 1, max = 9) int maxLength,
      @ForAll long seed) {
    EventBatch batch = batch(sequences, maxLength + 1, new Random(seed));
    EventBatch changed =
        new Augmenter(augmentations, SequenceTask.NEXT_ITEM).apply(batch, new Random(seed));
    BatchInputs inputs = BatchInputs.nextItem(context(sequences, maxLength, false), changed);
    Set<Integer> learning = new TreeSet<>();
    for (BatchInputs.Row row : inputs.rows()) {
      learning.add(row.sequence());
      int first = row.sequence() * (maxLength + 1);
      int own = first + row.position() % maxLength;
      Set<Integer> read = new TreeSet<>();
      Set<Integer> before = new TreeSet<>();
      for (int slot = first; slot <= own; slot++) {
        if (changed.items()[slot] != 0) {
          int shown = changed.shown()[slot];
          read.add(changed.items()[shown < 0 ? ~shown : shown]);
          before.add(changed.items()[slot]);
        }
      }
      assertThat(read).as("what was shown, of what happened").isEqualTo(before);
      int target = changed.items()[row.target()];
      assertThat(batch.isTarget(target - 1)).isTrue();
      assertThat(target).as("next of the data").isEqualTo(changed.items()[own] + 1);
    }
    assertThat(learning).as("every sequence learns").hasSize(sequences);
  }

  @Property(tries = 300)
  void slot_ofACausalTask_isGivenTimeAndCategoryOfTheEventItShows_orTheTimeAlone(
      @ForAll("any") List<Augmentation> augmentations,
      @ForAll @IntRange(min = 1, max = 9) int maxLength,
      @ForAll long seed) {
    EventBatch batch = batch(3, maxLength + 1, new Random(seed));
    EventBatch changed =
        new Augmenter(augmentations, SequenceTask.NEXT_ITEM).apply(batch, new Random(seed));
    List<String> expected = new ArrayList<>();
    for (int slot = 0; slot < changed.items().length; slot++) {
      if (slot % (maxLength + 1) < maxLength && changed.items()[slot] != 0) {
        int shown = changed.shown()[slot];
        int event = changed.items()[shown < 0 ? ~shown : shown] - 1;
        expected.add(batch.times()[event] + ":" + (shown < 0 ? 0 : batch.categories()[event]));
      }
    }
    SlotContext context = context(3, maxLength, false);
    BatchInputs inputs = BatchInputs.nextItem(context, changed);
    List<String> given = new ArrayList<>();
    try (var manager = NativeEngine.newManager()) {
      var arrays = context.arrays(manager);
      long[] times = arrays.get(1).toLongArray();
      long[] categories = arrays.get(2).toLongArray();
      for (int at = 0; at < times.length; at++) {
        if (inputs.context().isReal(at)) {
          given.add(times[at] + ":" + categories[at]);
        }
      }
    }
    assertThat(given).isEqualTo(expected);
  }

  @Property(tries = 300)
  void cloze_hidesTargetsWhereTheyWere_andShowsAllOthers(
      @ForAll("withoutMask") List<Augmentation> augmentations,
      @ForAll @IntRange(min = 1, max = 4) int sequences,
      @ForAll @IntRange(min = 1, max = 9) int maxLength,
      @ForAll long seed) {
    int slots = maxLength + 1;
    EventBatch batch = batch(sequences, slots, new Random(seed));
    EventBatch changed = new Augmenter(augmentations, CLOZE).apply(batch, new Random(seed));
    BatchInputs inputs =
        BatchInputs.masked(
            context(sequences, slots, true),
            (SequenceTask.MaskedItem) CLOZE,
            changed,
            new Random(seed));
    for (int sequence = 0; sequence < sequences; sequence++) {
      Set<Integer> shown = new TreeSet<>();
      Set<Integer> hidden = new TreeSet<>();
      Set<Integer> all = new TreeSet<>();
      for (int at = sequence * slots; at < (sequence + 1) * slots; at++) {
        if (changed.items()[at] != 0) {
          all.add(at);
          (inputs.context().isMasked(at) ? hidden : shown)
              .add(inputs.context().isMasked(at) ? at : inputs.slot()[at]);
        }
      }
      assertThat(hidden)
          .isNotEmpty()
          .allMatch(changed::isTarget)
          .doesNotContainAnyElementsOf(shown);
      assertThat(shown).isNotEmpty();
      hidden.addAll(shown);
      assertThat(hidden).isEqualTo(all);
    }
    inputs.rows().forEach(row -> assertThat(row.target()).isEqualTo(row.position()));
  }

  @Property(tries = 200)
  void crop_keepsOneStretchOfItsLength_thatEndsWithATarget(
      @ForAll @IntRange(min = 1, max = 9) int maxLength, @ForAll long seed) {
    Random random = new Random(seed);
    double share = 0.05 + 0.9 * random.nextDouble();
    EventBatch batch = batch(1, maxLength + 1, random);
    EventBatch changed = apply(Augmentation.Kind.CROP, share, batch, random);
    int[] before = items(batch);
    int[] left = items(changed);
    int inputs = before.length - 1;
    assertThat(left).hasSize(Math.max(1, (int) (share * inputs)) + 1);
    assertThat(left)
        .isEqualTo(IntStream.range(left[0], left[0] + left.length).toArray()); // one behind another
    assertThat(changed.isTarget(maxLength)).isTrue();
    assertThat(changed.items()[maxLength]).isEqualTo(left[left.length - 1]);
  }

  @Property(tries = 200)
  void mask_hidesThatManyInputs_andNothingElseChanges(
      @ForAll @IntRange(min = 1, max = 9) int maxLength, @ForAll long seed) {
    Random random = new Random(seed);
    double share = 0.05 + 0.9 * random.nextDouble();
    EventBatch batch = batch(1, maxLength + 1, random);
    EventBatch changed = apply(Augmentation.Kind.MASK, share, batch, random);
    int inputs = items(batch).length - 1;
    assertThat(Arrays.stream(changed.shown()).filter(s -> s < 0)).hasSize((int) (share * inputs));
    assertThat(changed.items()).isEqualTo(batch.items());
    assertThat(changed.weights()).isEqualTo(batch.weights());
    for (int slot = 0; slot < changed.shown().length; slot++) {
      assertThat(changed.shown()[slot]).isIn(slot, ~slot);
    }
    assertThat(changed.shown()[maxLength]).isEqualTo(maxLength);
  }

  @Property(tries = 200)
  void reorder_shufflesAStretchOfItsLength_andNothingElseChanges(
      @ForAll @IntRange(min = 1, max = 9) int maxLength, @ForAll long seed) {
    Random random = new Random(seed);
    double share = 0.05 + 0.9 * random.nextDouble();
    EventBatch batch = batch(1, maxLength + 1, random);
    EventBatch changed = apply(Augmentation.Kind.REORDER, share, batch, random);
    int length = (int) (share * (items(batch).length - 1));
    assertThat(changed.shown()).containsExactlyInAnyOrder(batch.shown());
    assertThat(changed.items()).isEqualTo(batch.items());
    int[] moved =
        IntStream.range(0, changed.shown().length)
            .filter(slot -> changed.shown()[slot] != slot)
            .toArray();
    if (moved.length > 0) {
      assertThat(moved[moved.length - 1] - moved[0]).isLessThan(length);
    }
    assertThat(changed.shown()[maxLength]).isEqualTo(maxLength);
  }

  @Property(tries = 100)
  void sameRandom_sameChanges_andTheBatchStaysAsItWas(
      @ForAll("any") List<Augmentation> augmentations, @ForAll long seed) {
    EventBatch batch = batch(4, 8, new Random(seed));
    EventBatch same = batch(4, 8, new Random(seed));
    Augmenter augmenter = new Augmenter(augmentations, SequenceTask.NEXT_ITEM);
    EventBatch first = augmenter.apply(batch, new Random(seed));
    EventBatch second = augmenter.apply(batch, new Random(seed));
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(batch).usingRecursiveComparison().isEqualTo(same);
  }

  @Example
  void nothingToChange_isTheBatchItself() {
    EventBatch batch = batch(4, 8, new Random(1));
    assertThat(new Augmenter(List.of(), CLOZE).apply(batch, new Random(1))).isSameAs(batch);
  }

  private static EventBatch apply(
      Augmentation.Kind kind, double share, EventBatch batch, Random random) {
    Augmentation always = Augmentation.builder().kind(kind).share(share).probability(1).build();
    return new Augmenter(List.of(always), SequenceTask.NEXT_ITEM).apply(batch, random);
  }

  private static int[] items(EventBatch batch) {
    return Arrays.stream(batch.items()).filter(item -> item != 0).toArray();
  }

  private static SlotContext context(int sequences, int slots, boolean masked) {
    return new SlotContext(
        sequences,
        slots,
        masked,
        Set.of(SequenceInput.EVENT_TIMES, SequenceInput.EVENT_CATEGORIES));
  }

  /** Left-padded sequences of two events or more, some of them targets, the last one always. */
  private static EventBatch batch(int sequences, int slots, Random random) {
    int[] items = new int[sequences * slots];
    long[] times = new long[items.length];
    int[] categories = new int[items.length];
    float[] weights = new float[items.length];
    for (int b = 0; b < sequences; b++) {
      int length = 2 + random.nextInt(slots - 1);
      int end = (b + 1) * slots;
      for (int s = end - length; s < end; s++) {
        items[s] = s + 1;
        times[s] = 1000 + 10L * s;
        categories[s] = 1 + s;
        weights[s] = s == end - 1 || random.nextInt(3) > 0 ? 1 : 0;
      }
    }
    return new EventBatch(slots, items, times, categories, weights);
  }
}
