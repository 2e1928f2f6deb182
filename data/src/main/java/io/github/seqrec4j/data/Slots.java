package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.util.Arrays;

/** Writes stretches of histories into slots of a fixed number, left-padded with 0. */
record Slots(Dataset dataset) {

  /** The last {@code size} items of a user before position {@code end}. */
  void items(int user, int end, int size, int[] target, int offset) {
    int from = Math.max(0, end - size);
    int first = offset + size - (end - from);
    Arrays.fill(target, offset, first, 0);
    dataset.items(user, from, end, target, first);
  }

  /**
   * Their times, in seconds since 1970.
   *
   * @throws IllegalStateException if there are none
   */
  void times(int user, int end, int size, long[] target, int offset) {
    int from = Math.max(0, end - size);
    int first = offset + size - (end - from);
    Arrays.fill(target, offset, first, 0);
    for (int p = from; p < end; p++) {
      target[first + p - from] = dataset.seconds(user, p);
    }
  }

  /**
   * Their categories.
   *
   * @throws IllegalStateException if there are none
   */
  void categories(int user, int end, int size, int[] target, int offset) {
    checkCategories();
    int from = Math.max(0, end - size);
    int first = offset + size - (end - from);
    Arrays.fill(target, offset, first, 0);
    for (int p = from; p < end; p++) {
      target[first + p - from] = dataset.category(user, p);
    }
  }

  /** What they count for as targets. */
  void weights(int user, int end, int size, float[] target, int offset) {
    int from = Math.max(0, end - size);
    int first = offset + size - (end - from);
    Arrays.fill(target, offset, first, 0);
    for (int p = from; p < end; p++) {
      target[first + p - from] = dataset.targetWeight(user, p);
    }
  }

  /** The category of an interaction. */
  int category(int user, int position) {
    checkCategories();
    return dataset.category(user, position);
  }

  private void checkCategories() {
    if (dataset.categories().isEmpty()) {
      throw new IllegalStateException(
          "no categories of interactions are read; seqrec4j.data.category-column names a column");
    }
  }

  /** That a part has targets. */
  void checkNotEmpty(String part, long targets) {
    if (targets == 0) {
      throw new DataException(
          dataset.spec().path()
              + ": the "
              + part
              + " split is empty: no user has an interaction there"
              + (dataset.everythingIsTarget()
                  ? ""
                  : " that is to be predicted (" + dataset.targetWords() + ")")
              + " and one before it; change seqrec4j.data.split"
              + (dataset.everythingIsTarget() ? "" : ", seqrec4j.data.targets")
              + " or add interactions");
    }
  }
}
