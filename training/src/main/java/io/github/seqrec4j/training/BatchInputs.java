package io.github.seqrec4j.training;

import io.github.seqrec4j.api.SequenceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the backbones read of a batch and where they predict, for either task: the first S items
 * predict the one after them, or masked items are predicted from the others.
 *
 * <p>Shapes: B sequences of S+1 left-padded slots; Q sequences as read, B of them or B times the
 * mask patterns; L slots each; R rows.
 *
 * @param slots L
 * @param slot (QL) batch slot whose item is read, or -1: padded or masked
 * @param mask (QL) 1 = real, masked slots too
 * @param masked (QL) 1 = masked; empty where the task masks nothing
 * @param rows where predictions are read, in the order of the sequences of the batch
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record BatchInputs(int slots, int[] slot, float[] mask, float[] masked, List<Row> rows) {

  /**
   * One prediction.
   *
   * @param sequence of the batch, from 0
   * @param position in 0..QL-1 whose user vector predicts
   * @param target batch slot whose item is predicted
   */
  record Row(int sequence, int position, int target) {}

  /**
   * Lays a batch out.
   *
   * @param batch (B(S+1)) items, 0 = padding
   */
  static BatchInputs of(
      SequenceTask task, int[] batch, int slotsPerSequence, RandomGenerator random) {
    return task instanceof SequenceTask.MaskedItem cloze
        ? masked(cloze, batch, slotsPerSequence, random)
        : nextItem(batch, slotsPerSequence);
  }

  private static BatchInputs nextItem(int[] batch, int slotsPerSequence) {
    int sequences = batch.length / slotsPerSequence;
    int inputs = slotsPerSequence - 1;
    int[] slot = new int[sequences * inputs];
    float[] mask = new float[slot.length];
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < slot.length; at++) {
      int sequence = at / inputs;
      int from = sequence * slotsPerSequence + at % inputs;
      slot[at] = batch[from] == 0 ? -1 : from;
      if (slot[at] >= 0) {
        mask[at] = 1;
        rows.add(new Row(sequence, at, from + 1));
      }
    }
    return new BatchInputs(inputs, slot, mask, new float[0], rows);
  }

  private static BatchInputs masked(
      SequenceTask.MaskedItem task, int[] batch, int slotsPerSequence, RandomGenerator random) {
    int sequences = batch.length / slotsPerSequence;
    int length = sequences * task.patterns() * slotsPerSequence;
    int[] slot = new int[length];
    float[] mask = new float[length];
    float[] masked = new float[length];
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (int sequence = 0; sequence < sequences; sequence++) {
      int from = sequence * slotsPerSequence;
      for (int pattern = 0; pattern < task.patterns(); pattern++) {
        boolean[] hidden = draw(task, batch, from, slotsPerSequence, random);
        for (int s = 0; s < slotsPerSequence; s++, at++) {
          slot[at] = -1;
          if (batch[from + s] == 0) {
            continue;
          }
          mask[at] = 1;
          if (hidden[s]) {
            masked[at] = 1;
            rows.add(new Row(sequence, at, from + s));
          } else {
            slot[at] = from + s;
          }
        }
      }
    }
    return new BatchInputs(slotsPerSequence, slot, mask, masked, rows);
  }

  /** A mask set of one sequence of at least two items: neither empty nor all of it. */
  private static boolean[] draw(
      SequenceTask.MaskedItem task, int[] batch, int from, int slots, RandomGenerator random) {
    boolean[] hidden = new boolean[slots];
    int first = 0;
    while (batch[from + first] == 0) {
      first++;
    }
    if (random.nextDouble() < task.lastOnlyProbability()) {
      hidden[slots - 1] = true;
      return hidden;
    }
    int count = 0;
    for (int s = first; s < slots; s++) {
      hidden[s] = random.nextDouble() < task.maskProbability();
      count += hidden[s] ? 1 : 0;
    }
    if (count == 0) {
      hidden[first + random.nextInt(slots - first)] = true;
    } else if (count == slots - first) {
      hidden[first + random.nextInt(slots - first)] = false;
    }
    return hidden;
  }
}
