package io.github.seqrec4j.api;

/**
 * The interactions of a dataset by user, each user's in the order of time, or of the file where
 * that has no times. Users count from 0, positions within a user from 0, items from 1.
 */
public interface EventLog {

  /** What the times of a log are. */
  enum Times {
    /** None: the order is that of the file. */
    NONE,
    /** Numbers in a unit of the file's own. */
    NUMBERS,
    /** Dates, as seconds since 1970. */
    DATES
  }

  /** Number of users. */
  int users();

  /** N, number of items. */
  int items();

  /** Number of interactions of a user. */
  int length(int user);

  /** Item in 1..N at a position of a user. */
  int item(int user, int position);

  /** Whether an interaction is to be predicted; one that is not is context. */
  default boolean isTarget(int user, int position) {
    return true;
  }

  /** What its times are. */
  Times times();

  /** How many decimals of its unit a time has, 0 to 9. */
  int timeDecimals();

  /**
   * Time at a position of a user, in 10^-{@link #timeDecimals} of its unit, never below the one
   * before it; its place in the file where there are no times.
   */
  long time(int user, int position);
}
