package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.runtime.SlotContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class BatchInputsProperties {

  @Property
  void nextItem_everyRealInputPredictsTheSlotAfterIt(
      @ForAll @IntRange(min = 1, max = 8) int sequences,
      @ForAll @IntRange(min = 1, max = 7) int maxLength,
      @ForAll long seed) {
    int[] batch = batch(sequences, maxLength + 1, new Random(seed));
    BatchInputs inputs =
        BatchInputs.nextItem(
            new SlotContext(sequences, maxLength, false, Set.of()),
            EventBatch.of(maxLength + 1, batch));
    assertThat(inputs.slots()).isEqualTo(maxLength);
    int row = 0;
    for (int at = 0; at < sequences * maxLength; at++) {
      int slot = at / maxLength * (maxLength + 1) + at % maxLength;
      boolean real = batch[slot] != 0;
      assertThat(inputs.slot()[at]).isEqualTo(real ? slot : -1);
      assertThat(inputs.context().isReal(at)).isEqualTo(real);
      assertThat(inputs.context().isMasked(at)).isFalse();
      if (real) {
        assertThat(inputs.rows().get(row++))
            .isEqualTo(new BatchInputs.Row(at / maxLength, at, slot + 1));
      }
    }
    assertThat(inputs.rows()).hasSize(row);
  }

  @Property
  void nextItem_everyTargetBehindAnEventIsPredictedOnce_andNothingElse(
      @ForAll @IntRange(min = 1, max = 8) int sequences,
      @ForAll @IntRange(min = 1, max = 7) int maxLength,
      @ForAll long seed) {
    int slots = maxLength + 1;
    Random random = new Random(seed);
    int[] items = batch(sequences, slots, random);
    float[] weights = new float[items.length];
    List<Integer> expected = new ArrayList<>();
    for (int slot = 0; slot < items.length; slot++) {
      weights[slot] = items[slot] == 0 ? 0 : random.nextInt(3);
      if (weights[slot] > 0 && slot % slots > 0 && items[slot - 1] != 0) {
        expected.add(slot);
      }
    }
    BatchInputs inputs =
        BatchInputs.nextItem(
            new SlotContext(sequences, maxLength, false, Set.of()),
            new EventBatch(slots, items, new long[items.length], new int[items.length], weights));
    assertThat(inputs.rows().stream().map(BatchInputs.Row::target).toList()).isEqualTo(expected);
  }

  @Property
  void maskedItem_everySetHidesSomeAndShowsSome_andRowsAreTheHiddenItems(
      @ForAll @IntRange(min = 1, max = 8) int sequences,
      @ForAll @IntRange(min = 1, max = 7) int maxLength,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double probability,
      @ForAll @DoubleRange(min = 0, max = 1) double lastOnly,
      @ForAll @IntRange(min = 1, max = 4) int patterns,
      @ForAll long seed) {
    int slots = maxLength + 1;
    int[] batch = batch(sequences, slots, new Random(seed));
    var task = new SequenceTask.MaskedItem(probability, lastOnly, patterns);
    BatchInputs inputs =
        BatchInputs.masked(
            new SlotContext(sequences * patterns, slots, true, Set.of()),
            task,
            EventBatch.of(slots, batch),
            new Random(seed));
    assertThat(inputs.slots()).isEqualTo(slots);
    Set<Integer> positions = new HashSet<>();
    for (BatchInputs.Row row : inputs.rows()) {
      assertThat(positions.add(row.position())).as("one row per position").isTrue();
      assertThat(row.sequence()).isEqualTo(row.position() / slots / patterns);
      assertThat(row.target()).isEqualTo(row.sequence() * slots + row.position() % slots);
    }
    for (int set = 0; set < sequences * patterns; set++) {
      int hidden = 0;
      int shown = 0;
      for (int at = set * slots; at < (set + 1) * slots; at++) {
        int slot = set / patterns * slots + at % slots;
        boolean masked = inputs.context().isMasked(at);
        assertThat(inputs.context().isReal(at)).isEqualTo(batch[slot] != 0);
        assertThat(masked).isEqualTo(positions.contains(at));
        assertThat(inputs.slot()[at]).isEqualTo(batch[slot] == 0 || masked ? -1 : slot);
        hidden += masked ? 1 : 0;
        shown += batch[slot] != 0 && !masked ? 1 : 0;
      }
      assertThat(hidden).isPositive();
      assertThat(shown).isPositive();
      if (lastOnly == 1) {
        assertThat(hidden).isEqualTo(1);
        assertThat(inputs.context().isMasked((set + 1) * slots - 1)).isTrue();
      }
    }
  }

  @Property(tries = 20)
  void maskedItem_sameRandom_sameMasks(@ForAll long seed) {
    int[] batch = batch(20, 9, new Random(seed));
    var task = new SequenceTask.MaskedItem(0.3, 0.2, 2);
    assertThat(masked(task, batch, seed).rows()).isEqualTo(masked(task, batch, seed).rows());
  }

  private static BatchInputs masked(SequenceTask.MaskedItem task, int[] batch, long seed) {
    SlotContext context = new SlotContext(40, 9, true, Set.of());
    return BatchInputs.masked(context, task, EventBatch.of(9, batch), new Random(seed));
  }

  /** Left-padded sequences of two items or more. */
  private static int[] batch(int sequences, int slots, Random random) {
    int[] batch = new int[sequences * slots];
    for (int b = 0; b < sequences; b++) {
      int length = 2 + random.nextInt(slots - 1);
      for (int s = slots - length; s < slots; s++) {
        batch[b * slots + s] = 1 + random.nextInt(50);
      }
    }
    return batch;
  }
}
