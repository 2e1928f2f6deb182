package io.github.seqrec4j.training;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.runtime.SlotContext;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the backbones read of a batch and where they predict, for either task: the first S items
 * predict the one after them, or masked items are predicted from the others. Of the event that a
 * row predicts its inputs tell nothing but, to backbones that ask for it, when it is asked. Events
 * that are no targets are read and never predicted.
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
      slot[at] = -1;
      if (batch.items()[from] == 0) {
        continue;
      }
      int shown = batch.shown()[from];
      if (shown >= 0) {
        slot[at] = shown;
        context.see(at, batch.times()[shown], batch.categories()[shown]);
      } else {
        context.see(at, batch.times()[~shown], 0); // something happened then
      }
      context.ask(at, batch.times()[from + 1]);
      if (batch.isTarget(from + 1)) {
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
        boolean[] hidden = draw(task, batch, from, random);
        // What is hidden stays where it was; the others are shown in the order of the batch.
        int[] seen =
            IntStream.range(from, from + slots)
                .filter(s -> batch.items()[s] != 0)
                .map(s -> batch.shown()[s])
                .filter(shown -> !hidden[shown - from])
                .toArray();
        int next = 0;
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
            slot[at] = seen[next++];
            context.see(at, batch.times()[slot[at]], batch.categories()[slot[at]]);
          }
        }
      }
    }
    return new BatchInputs(context, slot, rows);
  }

  /**
   * A mask set of one sequence of at least two events, the last of them a target: targets alone are
   * hidden, at least one, and something is not.
   */
  private static boolean[] draw(
      SequenceTask.MaskedItem task, EventBatch batch, int from, RandomGenerator random) {
    int slots = batch.slotsPerSequence();
    boolean[] hidden = new boolean[slots];
    if (random.nextDouble() < task.lastOnlyProbability()) {
      hidden[slots - 1] = true;
      return hidden;
    }
    int[] targets = IntStream.range(0, slots).filter(s -> batch.isTarget(from + s)).toArray();
    int count = 0;
    for (int s : targets) {
      hidden[s] = random.nextDouble() < task.maskProbability();
      count += hidden[s] ? 1 : 0;
    }
    if (count == 0) {
      hidden[targets[random.nextInt(targets.length)]] = true;
    } else if (count == events(batch, from)) {
      hidden[targets[random.nextInt(targets.length)]] = false;
    }
    return hidden;
  }

  /** Number of events of a sequence. */
  private static long events(EventBatch batch, int from) {
    return IntStream.range(from, from + batch.slotsPerSequence())
        .filter(slot -> batch.items()[slot] != 0)
        .count();
  }
}
