package io.github.seqrec4j.data;

import io.github.seqrec4j.api.EventLog;

/**
 * The times of all interactions in ascending order, without sorting: a digit of 16 bits after the
 * other is chosen by counting, in constant memory.
 */
final class TimeOrder {

  private static final int DIGIT = 16;

  private final EventLog log;
  private final long size;

  TimeOrder(EventLog log) {
    this.log = log;
    long all = 0;
    for (int user = 0; user < log.users(); user++) {
      all += log.length(user);
    }
    size = all;
  }

  /** Number of interactions. */
  long size() {
    return size;
  }

  /** The time with {@code rank} others before it. */
  long at(long rank) {
    long before = Math.min(Math.max(rank, 0), size - 1);
    long prefix = 0;
    for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
      long[] counts = new long[1 << DIGIT];
      int above = shift + DIGIT;
      for (int user = 0; user < log.users(); user++) {
        int length = log.length(user);
        for (int p = 0; p < length; p++) {
          long ordered = log.time(user, p) ^ Long.MIN_VALUE; // compares, unsigned, as the times do
          if (above == Long.SIZE || ordered >>> above == prefix >>> above) {
            counts[(int) (ordered >>> shift) & ((1 << DIGIT) - 1)]++;
          }
        }
      }
      int digit = 0;
      while (before >= counts[digit]) {
        before -= counts[digit++];
      }
      prefix |= (long) digit << shift;
    }
    return prefix ^ Long.MIN_VALUE;
  }
}
