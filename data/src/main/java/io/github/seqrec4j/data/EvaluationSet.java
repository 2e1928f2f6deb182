package io.github.seqrec4j.data;

/**
 * Users to evaluate, each with a history and the item that follows it. S is the number of slots of
 * a history.
 */
public interface EvaluationSet {

  /** Number of users. */
  int users();

  /** Index in the dataset of the i-th user. */
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
