package io.github.seqrec4j.data;

/**
 * Items to be found, each with its user and the history before it; by the method of the split one
 * or several of a user. S is the number of slots of a history.
 */
public interface EvaluationSet {

  /** Number of items to be found. */
  int size();

  /** Index in the dataset of the user of the i-th. */
  int user(int i);

  /**
   * Writes the last S items before the target, left-padded with 0, to {@code
   * target[offset..offset+S)}.
   */
  void history(int i, int[] target, int offset);

  /** The item to be found, 1..N. */
  int target(int i);

  /** All distinct items of the user before the target, over the whole history. */
  int[] seen(int i);
}
