package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Augmentation;
import io.github.seqrec4j.api.SequenceTask;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Applies {@link Augmentation}s to the sequences of a batch. What is predicted stays what came
 * next: a crop moves events together with what follows them; an event that a causal backbone may
 * have been shown before it is to predict it is a target no more. A sequence ends with a target
 * before and after, so that it always has something to learn.
 *
 * <p>Shapes: B sequences of S+1 slots, n+1 of them with an event.
 */
final class Augmenter {

  private final List<Augmentation> augmentations;
  private final SequenceTask task;

  /**
   * For the backbones of a task. Crops come first, then masks, then reorderings, so that each finds
   * whole what it changes.
   */
  Augmenter(List<Augmentation> augmentations, SequenceTask task) {
    this.augmentations =
        augmentations.stream().sorted(Comparator.comparing(Augmentation::kind)).toList();
    this.task = task;
  }

  /**
   * A batch with its sequences changed; the batch itself where there is nothing to change.
   *
   * @param batch sequences that end with a target, as windows do
   * @param random that of the step
   */
  EventBatch apply(EventBatch batch, RandomGenerator random) {
    if (augmentations.isEmpty()) {
      return batch;
    }
    EventBatch changed =
        new EventBatch(
            batch.slotsPerSequence(),
            batch.items().clone(),
            batch.times().clone(),
            batch.categories().clone(),
            batch.weights().clone(),
            batch.shown().clone());
    for (int sequence = 0; sequence < batch.sequences(); sequence++) {
      int end = (sequence + 1) * batch.slotsPerSequence();
      for (Augmentation augmentation : augmentations) {
        if (random.nextDouble() >= augmentation.probability()) {
          continue;
        }
        int first = first(changed, end);
        int inputs = end - 1 - first; // n
        int some = (int) (augmentation.share() * inputs);
        switch (augmentation.kind()) {
          case CROP -> crop(changed, first, end, Math.max(1, some), random);
          case MASK -> mask(changed, first, inputs, some, random);
          case REORDER -> reorder(changed, first, inputs, some, random);
        }
      }
    }
    return changed;
  }

  /** Slot of a sequence's first event. */
  private static int first(EventBatch batch, int end) {
    int first = end - batch.slotsPerSequence();
    while (batch.items()[first] == 0) {
      first++;
    }
    return first;
  }

  /** Keeps {@code kept} inputs and the target behind them, at the end of the sequence. */
  private static void crop(EventBatch batch, int first, int end, int kept, RandomGenerator random) {
    int[] lasts = IntStream.range(first + kept, end).filter(batch::isTarget).toArray();
    int behind = end - 1 - lasts[random.nextInt(lasts.length)]; // events that are left out
    if (behind > 0) {
      for (int slot = end - 1; slot >= end - 1 - kept; slot--) {
        int from = slot - behind;
        batch.items()[slot] = batch.items()[from];
        batch.times()[slot] = batch.times()[from];
        batch.categories()[slot] = batch.categories()[from];
        batch.weights()[slot] = batch.weights()[from];
      }
    }
    int padded = end - 1 - kept;
    Arrays.fill(batch.items(), first, padded, 0);
    Arrays.fill(batch.times(), first, padded, 0);
    Arrays.fill(batch.categories(), first, padded, 0);
    Arrays.fill(batch.weights(), first, padded, 0);
  }

  private static void mask(
      EventBatch batch, int first, int inputs, int hidden, RandomGenerator random) {
    int[] slots = IntStream.range(first, first + inputs).toArray();
    shuffle(slots, 0, inputs, random);
    for (int n = 0; n < hidden; n++) {
      batch.shown()[slots[n]] = ~slots[n];
    }
  }

  private void reorder(
      EventBatch batch, int first, int inputs, int shuffled, RandomGenerator random) {
    if (shuffled < 2) {
      return;
    }
    int from = first + random.nextInt(inputs - shuffled + 1);
    shuffle(batch.shown(), from, from + shuffled, random);
    if (task == SequenceTask.NEXT_ITEM) {
      Arrays.fill(batch.weights(), from + 1, from + shuffled, 0);
    }
  }

  /** Fisher-Yates. */
  private static void shuffle(int[] numbers, int from, int to, RandomGenerator random) {
    for (int i = to - 1; i > from; i--) {
      int j = from + random.nextInt(i - from + 1);
      int swap = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swap;
    }
  }
}
