package io.github.seqrec4j.data;

import java.util.List;

/**
 * Items to be found, each with its user and the history before it; by the method of the split one
 * or several of a user, those of a user one behind the other. S is the number of slots of a
 * history.
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

  /** A walk over all distinct items of the user before the target, over the whole history. */
  SeenItems seen();

  /** Whether interactions have times. */
  default boolean hasTimes() {
    return false;
  }

  /**
   * Writes the times of {@link #history}, in seconds since 1970, likewise.
   *
   * @throws IllegalStateException if interactions have no times
   */
  default void historyTimes(int i, long[] target, int offset) {
    throw new IllegalStateException("interactions have no times");
  }

  /**
   * The time of the i-th target, in seconds since 1970.
   *
   * @throws IllegalStateException if interactions have no times
   */
  default long targetTime(int i) {
    throw new IllegalStateException("interactions have no times");
  }

  /** Names of the categories 1..C of interactions; empty where none are read. */
  default List<String> categories() {
    return List.of();
  }

  /**
   * Writes the categories of {@link #history}, 1..C, likewise.
   *
   * @throws IllegalStateException if no categories are read
   */
  default void historyCategories(int i, int[] target, int offset) {
    throw new IllegalStateException("no categories of interactions are read");
  }

  /**
   * The category of the i-th target, 1..C.
   *
   * @throws IllegalStateException if no categories are read
   */
  default int targetCategory(int i) {
    throw new IllegalStateException("no categories of interactions are read");
  }
}
