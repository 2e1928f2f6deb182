package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CandidateSampler} keeps. Extend it, say how the sampler is made and what it
 * refuses, and register it in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: N = 30 items, of which the last never occurs; batches of B = 6 sequences of 7
 * left-padded slots.
 */
public abstract class CandidateSamplerContract extends ComponentContract<CandidateSampler> {

  private static final int ITEMS = 30;
  private static final int SEQUENCES = 6;
  private static final int SLOTS = 7;

  /** Batches that each test looks at. */
  private static final int BATCHES = 20;

  /** For subclasses. */
  protected CandidateSamplerContract() {
    super(CandidateSampler.class);
  }

  @Override
  protected final CandidateSampler component() {
    return sampler();
  }

  /** The sampler under test. */
  protected abstract CandidateSampler sampler();

  @Test
  void columns_agreeInNumber() {
    for (int batch = 0; batch < BATCHES; batch++) {
      CandidateSampler.Batch given = batch(batch);
      Candidates candidates = candidates(given, batch);
      assertThat(candidates.multiplicity()).hasSize(candidates.shared());
      assertThat(candidates.logProbability()).hasSize(candidates.shared());
      assertThat(candidates.negativeColumn()).hasSize(given.rows() * candidates.negatives());
      assertThat(candidates.negativeLogProbability())
          .hasSize(given.rows() * candidates.negatives());
      if (candidates.hasTargetColumn()) {
        assertThat(candidates.targetLogProbability()).hasSize(given.rows());
      }
    }
  }

  @Test
  void everySlot_hasColumnOfItsItem() {
    for (int batch = 0; batch < BATCHES; batch++) {
      int[] slots = batch(batch).slots();
      Candidates candidates = candidates(batch(batch), batch);
      assertThat(candidates.slotColumn()).hasSameSizeAs(slots);
      for (int slot = 0; slot < slots.length; slot++) {
        int column = candidates.slotColumn()[slot];
        if (slots[slot] == 0) {
          assertThat(column).as("column of padded slot %d", slot).isEqualTo(-1);
        } else {
          assertThat(column)
              .as("column of slot %d", slot)
              .isBetween(0, candidates.items().length - 1);
          assertThat(candidates.items()[column]).as("item of slot %d", slot).isEqualTo(slots[slot]);
        }
      }
    }
  }

  @Test
  void everyTarget_isAmongTheColumnsOfItsRow() {
    for (int batch = 0; batch < BATCHES; batch++) {
      CandidateSampler.Batch given = batch(batch);
      Candidates candidates = candidates(given, batch);
      for (int target : given.targets()) {
        assertThat(
                candidates.hasTargetColumn()
                    || candidates.slotColumn()[target] < candidates.shared())
            .as("target in slot %d has a column of its own or a shared one", target)
            .isTrue();
      }
    }
  }

  @Test
  void everyRow_hasMoreThanItsTarget() {
    for (int batch = 0; batch < BATCHES; batch++) {
      Candidates candidates = candidates(batch(batch), batch);
      assertThat(candidates.columns()).as("columns of a row").isGreaterThan(1);
    }
  }

  @Test
  void columns_holdKnownItemsAndFiniteNumbers() {
    for (int batch = 0; batch < BATCHES; batch++) {
      Candidates candidates = candidates(batch(batch), batch);
      for (int item : candidates.items()) {
        assertThat(item).isBetween(0, ITEMS);
      }
      for (int column = 0; column < candidates.shared(); column++) {
        assertThat(candidates.multiplicity()[column]).isPositive();
        assertThat(candidates.logProbability()[column])
            .as("log probability of item %d", candidates.items()[column])
            .isFinite();
      }
      for (int k = 0; k < candidates.negativeColumn().length; k++) {
        assertThat(candidates.negativeColumn()[k]).isBetween(0, candidates.items().length - 1);
        assertThat(candidates.items()[candidates.negativeColumn()[k]])
            .as("a row's own negative is no padding")
            .isPositive();
        assertThat(candidates.negativeLogProbability()[k]).isFinite();
      }
      for (float drawn : candidates.targetLogProbability()) {
        assertThat(drawn).as("log probability of a target").isFinite();
      }
    }
  }

  @Test
  void slots_areNotChanged() {
    CandidateSampler.Batch given = batch(1);
    candidates(given, 1);
    assertThat(given.slots()).isEqualTo(batch(1).slots());
    assertThat(given.targets()).isEqualTo(batch(1).targets());
  }

  @Test
  void random_decidesEverything() {
    CandidateSampler.Sampler sampler = sampler().sampler(COUNTS);
    Candidates first = sampler.candidates(batch(1), new SplittableRandom(3));
    sampler.candidates(batch(2), new SplittableRandom(4)); // what came before leaves no trace
    for (Candidates again :
        List.of(
            sampler.candidates(batch(1), new SplittableRandom(3)),
            sampler().sampler(COUNTS).candidates(batch(1), new SplittableRandom(3)))) {
      assertThat(again.items()).isEqualTo(first.items());
      assertThat(again.slotColumn()).isEqualTo(first.slotColumn());
      assertThat(again.multiplicity()).isEqualTo(first.multiplicity());
      assertThat(again.logProbability()).isEqualTo(first.logProbability());
      assertThat(again.targetLogProbability()).isEqualTo(first.targetLogProbability());
      assertThat(again.negativeColumn()).isEqualTo(first.negativeColumn());
      assertThat(again.negativeLogProbability()).isEqualTo(first.negativeLogProbability());
    }
  }

  private Candidates candidates(CandidateSampler.Batch batch, int seed) {
    return sampler().sampler(COUNTS).candidates(batch, new SplittableRandom(seed));
  }

  /** Item i occurs i times, but the last one never. */
  private static final ItemCounts COUNTS = ItemCounts.of(ITEMS, item -> item == ITEMS ? 0 : item);

  /**
   * (B S) items, padded on the left; sequence 0 ends with the item that never occurs. Each item but
   * the first of a sequence is a target.
   */
  private static CandidateSampler.Batch batch(int number) {
    Random random = new Random(number);
    int[] slots = new int[SEQUENCES * SLOTS];
    List<Integer> targets = new ArrayList<>();
    for (int b = 0; b < SEQUENCES; b++) {
      int length = 2 + random.nextInt(SLOTS - 1);
      for (int slot = SLOTS - length; slot < SLOTS; slot++) {
        slots[b * SLOTS + slot] = 1 + random.nextInt(ITEMS);
        if (slot > SLOTS - length) {
          targets.add(b * SLOTS + slot);
        }
      }
    }
    slots[SLOTS - 1] = ITEMS;
    return new CandidateSampler.Batch(
        slots, targets.stream().mapToInt(Integer::intValue).toArray());
  }
}
