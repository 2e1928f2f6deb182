package io.github.seqrec4j.training;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.runtime.SlotContext;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the backbones read of a batch and where they predict, for either task: the first S items
 * predict the one after them, or masked items are predicted from the others. Of the event that a
 * row predicts its inputs tell nothing but, to backbones that ask for it, when it is asked.
 *
 * <p>Shapes: B sequences of S+1 left-padded slots; Q sequences as read, B of them or B times the
 * mask patterns; L slots each; R rows.
 *
 * @param context what is read beside item vectors
 * @param slot (QL) batch slot whose item is read, or -1: padded or masked
 * @param rows where predictions are read, in the order of the sequences of the batch
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record BatchInputs(SlotContext context, int[] slot, List<Row> rows) {

  /**
   * One prediction.
   *
   * @param sequence of the batch, from 0
   * @param position in 0..QL-1 whose user vector predicts
   * @param target batch slot whose item is predicted
   */
  record Row(int sequence, int position, int target) {}

  /** Lays a batch out for the backbones of an encoder. */
  static BatchInputs of(
      UserEncoder users, SequenceTask task, EventBatch batch, RandomGenerator random) {
    return task instanceof SequenceTask.MaskedItem cloze
        ? masked(users.context(batch.sequences() * cloze.patterns()), cloze, batch, random)
        : nextItem(users.context(batch.sequences()), batch);
  }

  /** What a sampler sees of the batch. */
  CandidateSampler.Batch of(EventBatch batch) {
    return new CandidateSampler.Batch(batch.items(), rows.stream().mapToInt(Row::target).toArray());
  }

  /** L. */
  int slots() {
    return context.slots();
  }

  static BatchInputs nextItem(SlotContext context, EventBatch batch) {
    int inputs = context.slots();
    int[] slot = new int[context.length()];
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < slot.length; at++) {
      int sequence = at / inputs;
      int from = sequence * batch.slotsPerSequence() + at % inputs;
      slot[at] = batch.items()[from] == 0 ? -1 : from;
      if (slot[at] >= 0) {
        context.see(at, batch.times()[from], batch.categories()[from]);
        context.ask(at, batch.times()[from + 1]);
        rows.add(new Row(sequence, at, from + 1));
      }
    }
    return new BatchInputs(context, slot, rows);
  }

  static BatchInputs masked(
      SlotContext context, SequenceTask.MaskedItem task, EventBatch batch, RandomGenerator random) {
    int slots = batch.slotsPerSequence();
    int[] slot = new int[context.length()];
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (int sequence = 0; sequence < batch.sequences(); sequence++) {
      int from = sequence * slots;
      for (int pattern = 0; pattern < task.patterns(); pattern++) {
        boolean[] hidden = draw(task, batch.items(), from, slots, random);
        for (int s = 0; s < slots; s++, at++) {
          slot[at] = -1;
          if (batch.items()[from + s] == 0) {
            continue;
          }
          context.ask(at, batch.times()[from + s]);
          if (hidden[s]) {
            context.hide(at);
            rows.add(new Row(sequence, at, from + s));
          } else {
            context.see(at, batch.times()[from + s], batch.categories()[from + s]);
            slot[at] = from + s;
          }
        }
      }
    }
    return new BatchInputs(context, slot, rows);
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
