package io.github.seqrec4j.data;

/**
 * The distinct items of a user before a target of an {@link EvaluationSet}, over the whole history,
 * walked from target to target: a later target of the same user adds to what the one before it had,
 * so that a walk in order takes time in proportion to the histories. Not thread-safe.
 */
public interface SeenItems {

  /** Goes to the i-th target of the set. */
  void goTo(int i);

  /** Number of distinct items before the target. */
  int size();

  /** The n-th of them in the order of first appearance, {@code n} in 0..size-1. */
  int item(int n);

  /** Whether an item is among them. */
  boolean contains(int item);

  /** A copy of them. */
  default int[] toArray() {
    int[] items = new int[size()];
    for (int n = 0; n < items.length; n++) {
      items[n] = item(n);
    }
    return items;
  }
}
