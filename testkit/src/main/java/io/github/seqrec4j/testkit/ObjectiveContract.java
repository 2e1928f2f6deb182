package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Objective;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Objective} keeps. Extend it, say how the objective is made and what it refuses,
 * and register it in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: N = 30 items, of which the last never occurs; batches of B = 6 sequences of 7
 * left-padded slots.
 */
public abstract class ObjectiveContract extends ComponentContract<Objective> {

  private static final int ITEMS = 30;
  private static final int SEQUENCES = 6;
  private static final int SLOTS = 7;

  /** Batches that each test looks at. */
  private static final int BATCHES = 20;

  /** For subclasses. */
  protected ObjectiveContract() {
    super(Objective.class);
  }

  @Override
  protected final Objective component() {
    return objective();
  }

  /** The objective under test. */
  protected abstract Objective objective();

  @Test
  void columns_agreeInNumber() {
    for (int batch = 0; batch < BATCHES; batch++) {
      Candidates candidates = candidates(slots(batch), batch);
      assertThat(candidates.multiplicity()).hasSize(candidates.size());
      assertThat(candidates.correction()).hasSize(candidates.size());
    }
  }

  @Test
  void everySlot_hasColumnOfItsItem() {
    for (int batch = 0; batch < BATCHES; batch++) {
      int[] slots = slots(batch);
      Candidates candidates = candidates(slots, batch);
      assertThat(candidates.slotColumn()).hasSameSizeAs(slots);
      for (int slot = 0; slot < slots.length; slot++) {
        int column = candidates.slotColumn()[slot];
        if (slots[slot] == 0) {
          assertThat(column).as("column of padded slot %d", slot).isEqualTo(-1);
        } else {
          assertThat(column).as("column of slot %d", slot).isBetween(0, candidates.size() - 1);
          assertThat(candidates.items()[column]).as("item of slot %d", slot).isEqualTo(slots[slot]);
        }
      }
    }
  }

  @Test
  void columns_holdKnownItemsAndFiniteNumbers() {
    for (int batch = 0; batch < BATCHES; batch++) {
      Candidates candidates = candidates(slots(batch), batch);
      for (int column = 0; column < candidates.size(); column++) {
        assertThat(candidates.items()[column]).isBetween(0, ITEMS);
        assertThat(candidates.multiplicity()[column]).isPositive();
        assertThat(candidates.correction()[column])
            .as("correction of item %d", candidates.items()[column])
            .isFinite();
      }
    }
  }

  @Test
  void slots_areNotChanged() {
    int[] slots = slots(1);
    candidates(slots, 1);
    assertThat(slots).isEqualTo(slots(1));
  }

  @Test
  void random_decidesEverything() {
    Objective.Sampler sampler = objective().sampler(COUNTS);
    Candidates first = sampler.candidates(slots(1), new SplittableRandom(3));
    sampler.candidates(slots(2), new SplittableRandom(4)); // what came before leaves no trace
    for (Candidates again :
        List.of(
            sampler.candidates(slots(1), new SplittableRandom(3)),
            objective().sampler(COUNTS).candidates(slots(1), new SplittableRandom(3)))) {
      assertThat(again.items()).isEqualTo(first.items());
      assertThat(again.slotColumn()).isEqualTo(first.slotColumn());
      assertThat(again.multiplicity()).isEqualTo(first.multiplicity());
      assertThat(again.correction()).isEqualTo(first.correction());
    }
  }

  private Candidates candidates(int[] slots, int seed) {
    return objective().sampler(COUNTS).candidates(slots, new SplittableRandom(seed));
  }

  /** Item i occurs i times, but the last one never. */
  private static final ItemCounts COUNTS =
      new ItemCounts() {
        @Override
        public int items() {
          return ITEMS;
        }

        @Override
        public long count(int item) {
          return item == ITEMS ? 0 : item;
        }
      };

  /** (B S) items, padded on the left; sequence 0 ends with the item that never occurs. */
  private static int[] slots(int batch) {
    Random random = new Random(batch);
    int[] slots = new int[SEQUENCES * SLOTS];
    for (int b = 0; b < SEQUENCES; b++) {
      int length = 2 + random.nextInt(SLOTS - 1);
      for (int slot = SLOTS - length; slot < SLOTS; slot++) {
        slots[b * SLOTS + slot] = 1 + random.nextInt(ITEMS);
      }
    }
    slots[SLOTS - 1] = ITEMS;
    return slots;
  }
}
