package io.github.seqrec4j.data;

import io.github.seqrec4j.api.ItemCounts;
import java.util.BitSet;

/** How often the items of a catalogue occur in what trains. */
final class TrainingItems {

  private final BitSet known = new BitSet();
  private final long[] targets;
  private final long[] slots;

  /**
   * Counts them.
   *
   * @param trained number of training interactions of each user
   */
  TrainingItems(Dataset dataset, int[] trained, TrainingWindows windows) {
    targets = new long[dataset.items() + 1];
    slots = new long[dataset.items() + 1];
    int[] history = new int[16];
    int window = 0;
    for (int user = 0; user < trained.length; user++) {
      int length = trained[user];
      if (history.length < length) {
        history = new int[Math.max(length, 2 * history.length)];
      }
      dataset.items(user, 0, length, history, 0);
      for (int p = 0; p < length; p++) {
        known.set(history[p]);
        targets[history[p]] += dataset.isTarget(user, p) ? 1 : 0;
      }
      if (length == 1) {
        slots[history[0]]++;
      }
      for (; window < windows.count() && windows.user(window) == user; window++) {
        for (int p = windows.start(window); p < windows.end(window); p++) {
          slots[history[p]]++;
        }
      }
    }
  }

  /** Whether a training interaction has an item, a target or not. */
  boolean isKnown(int item) {
    return known.get(item);
  }

  /** Over all training interactions that are to be predicted, whatever S: what is popular. */
  ItemCounts targets() {
    return ItemCounts.of(targets.length - 1, item -> targets[item]);
  }

  /**
   * Over the slots of all windows, targets or not, and the one item of users who have no more: what
   * the items of a batch are drawn with.
   */
  ItemCounts slots() {
    return ItemCounts.of(slots.length - 1, item -> slots[item]);
  }
}
