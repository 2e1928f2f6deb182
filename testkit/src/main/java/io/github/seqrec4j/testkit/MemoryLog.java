package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.EventLog;
import java.util.Arrays;
import java.util.Random;

/**
 * A log in memory, each user's times in ascending order, for tests of what reads an {@link
 * EventLog}. It refuses users and positions that are not there.
 */
final class MemoryLog implements EventLog {

  private static final int ITEMS = 40;
  private static final int LONGEST = 20;
  private static final int SHORTEST = 3;
  private static final int SPAN = 1000;

  private final int[][] histories;
  private final long[][] moments;
  private final Times kind;
  private final int timeDecimals;
  private final int targets; // items up to it are to be predicted

  private MemoryLog(
      int[][] histories, long[][] moments, Times kind, int timeDecimals, int targets) {
    this.histories = histories;
    this.moments = moments;
    this.kind = kind;
    this.timeDecimals = timeDecimals;
    this.targets = targets;
  }

  /** Users of random histories over the same span of time, each of at least 3 interactions. */
  static MemoryLog random(long seed, int users) {
    Random random = new Random(seed);
    int[][] items = new int[users][];
    long[][] times = new long[users][];
    for (int user = 0; user < users; user++) {
      int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
      items[user] = random.ints(length, 1, ITEMS + 1).toArray();
      times[user] = random.longs(length, 0, SPAN).sorted().toArray();
    }
    return new MemoryLog(items, times, Times.NUMBERS, 0, ITEMS);
  }

  /** The same without times. */
  MemoryLog untimed() {
    return new MemoryLog(histories, moments, Times.NONE, 0, targets);
  }

  /** The same with about half of the interactions to be predicted. */
  MemoryLog withContext() {
    return new MemoryLog(histories, moments, kind, timeDecimals, ITEMS / 2);
  }

  /** The same times, written with a decimal more. */
  MemoryLog finer() {
    long[][] finer =
        Arrays.stream(moments)
            .map(ofUser -> Arrays.stream(ofUser).map(t -> 10 * t).toArray())
            .toArray(long[][]::new);
    return new MemoryLog(histories, finer, kind, timeDecimals + 1, targets);
  }

  @Override
  public int users() {
    return histories.length;
  }

  @Override
  public int items() {
    return ITEMS;
  }

  @Override
  public int length(int user) {
    return histories[user].length;
  }

  @Override
  public int item(int user, int position) {
    return histories[user][position];
  }

  @Override
  public boolean isTarget(int user, int position) {
    return item(user, position) <= targets;
  }

  @Override
  public Times times() {
    return kind;
  }

  @Override
  public int timeDecimals() {
    return timeDecimals;
  }

  @Override
  public long time(int user, int position) {
    return moments[user][position];
  }
}
