package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.data.table.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts interactions by user and by item, to name whoever has an outstanding share of them: the
 * user {@code NA} of a log that knows no one is not a person.
 */
@Internal
public final class Outstanding {

  private static final int OF_ALL = 10; // at least a tenth of all
  private static final int OF_MEAN = 10; // and ten times the mean

  private final EventReader reader;
  private final int[] byUser;
  private final int[] byItem;
  private long all;
  private int users;
  private int items;

  Outstanding(EventReader reader) {
    this.reader = reader;
    byUser = new int[reader.users().size()];
    byItem = new int[reader.items().size()];
  }

  /**
   * Whether one has an outstanding share.
   *
   * @param count its interactions
   * @param all interactions of all
   * @param number of users, or of items
   */
  public static boolean isOutstanding(long count, long all, long number) {
    return count * OF_ALL >= all && count * number >= OF_MEAN * all;
  }

  void add(int user, int item) {
    users += byUser[user]++ == 0 ? 1 : 0;
    items += byItem[item]++ == 0 ? 1 : 0;
    all++;
  }

  /** Number of users counted. */
  int users() {
    return users;
  }

  /** Interactions of the user and of the item with the most, where that is outstanding. */
  Map<String, Long> most() {
    Map<String, Long> most = new LinkedHashMap<>();
    if (all == 0) {
      return most;
    }
    put(most, "user", byUser, users, reader.users());
    put(most, "item", byItem, items, reader.items());
    return most;
  }

  private void put(
      Map<String, Long> most, String what, int[] counts, int number, IdDictionary ids) {
    int largest = 0;
    for (int code = 1; code < counts.length; code++) {
      largest = counts[code] > counts[largest] ? code : largest;
    }
    long count = counts[largest];
    if (isOutstanding(count, all, number)) {
      most.put(what + " '" + Problems.shown(ids.text(largest)) + "'", count);
    }
  }
}
