package io.github.seqrec4j.api;

/**
 * Where the history of each user is cut: what is before the first bound trains, what is before the
 * second validates, the rest tests, or what is before the end where there is one. A part may be
 * empty.
 *
 * @param validation first position that validates, by user
 * @param test first position that tests, by user; not before the other, not behind the history
 * @param end first position that is in no part, as nothing is known yet of what comes then; not
 *     before the one that tests; empty where all that is left tests
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SplitBounds(int[] validation, int[] test, int[] end) {

  /** Bounds behind which all tests. */
  public SplitBounds(int[] validation, int[] test) {
    this(validation, test, new int[0]);
  }

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the numbers of users differ, or bounds are negative or out
   *     of order
   */
  public SplitBounds {
    if (validation.length != test.length) {
      throw new IllegalArgumentException(
          "bounds of " + validation.length + " and " + test.length + " users; expected the same");
    }
    if (end.length > 0 && end.length != test.length) {
      throw new IllegalArgumentException(
          "ends of " + end.length + " users, bounds of " + test.length + "; expected the same");
    }
    for (int user = 0; user < test.length; user++) {
      if (end.length > 0 && end[user] < test[user]) {
        throw new IllegalArgumentException(
            "bounds of user "
                + user
                + ": test="
                + test[user]
                + ", end="
                + end[user]
                + "; expected test <= end");
      }
      if (validation[user] < 0 || test[user] < validation[user]) {
        throw new IllegalArgumentException(
            "bounds of user "
                + user
                + ": validation="
                + validation[user]
                + ", test="
                + test[user]
                + "; expected 0 <= validation <= test");
      }
    }
  }

  /**
   * That the bounds are within a log.
   *
   * @throws IllegalArgumentException if they are of another number of users, or behind a history
   */
  public void check(EventLog log) {
    if (test.length != log.users()) {
      throw new IllegalArgumentException(
          "bounds of " + test.length + " users for a log of " + log.users());
    }
    for (int user = 0; user < test.length; user++) {
      int last = end.length == 0 ? test[user] : end[user];
      if (last > log.length(user)) {
        throw new IllegalArgumentException(
            "bounds of user "
                + user
                + (end.length == 0 ? ": test=" : ": end=")
                + last
                + " is behind a history of "
                + log.length(user));
      }
    }
  }
}
