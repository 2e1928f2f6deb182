package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.Split;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How popular items are in the training interactions of a split. Memory: 16 bytes per item. */
final class TrainingPopularity {

  private final long[] interactions; // by item, 0 = padding
  private final int[] users; // distinct ones
  private final int[] rank;
  private int active;

  TrainingPopularity(Split split) {
    this(
        split.trainingCounts().items(),
        split.users(),
        user -> {
          int[] history = new int[split.trainingLength(user)];
          split.trainingItems(user, history, 0);
          return history;
        });
  }

  /**
   * Of any histories.
   *
   * @param items N
   * @param histories items of each user's training interactions
   */
  TrainingPopularity(int items, int people, IntFunction<int[]> histories) {
    interactions = new long[items + 1];
    users = new int[items + 1];
    int[] last = new int[items + 1];
    for (int user = 0; user < people; user++) {
      int[] history = histories.apply(user);
      active += history.length > 0 ? 1 : 0;
      for (int item : history) {
        interactions[item]++;
        if (last[item] != user + 1) {
          last[item] = user + 1;
          users[item]++;
        }
      }
    }
    rank = new int[items + 1];
    int[] order =
        IntStream.rangeClosed(1, items)
            .boxed()
            .sorted((a, b) -> Long.compare(interactions[b], interactions[a])) // stable
            .mapToInt(Integer::intValue)
            .toArray();
    int place = 0;
    for (int n = 0; n < items; n++) {
      long count = interactions[order[n]];
      place += n == 0 || count < interactions[order[n - 1]] ? 1 : 0;
      rank[order[n]] = count == 0 ? items + 1 : place;
    }
  }

  /** N. */
  int items() {
    return interactions.length - 1;
  }

  /** Training interactions with an item. */
  long interactions(int item) {
    return interactions[item];
  }

  /**
   * Place of an item by its interactions, from 1, those with the same number on one place; items
   * without any are on N + 1.
   */
  int rank(int item) {
    return rank[item];
  }

  /**
   * Bits that say that a user has an item: -log2 of the share of users who have it; an item that
   * none has counts as one user's.
   */
  double selfInformation(int item) {
    return Math.log((double) active / Math.max(1, users[item])) / Math.log(2);
  }
}
