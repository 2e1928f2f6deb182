package io.github.seqrec4j.api;

/**
 * Where the history of each user is cut: what is before the first bound trains, what is before the
 * second validates, the rest tests. A part may be empty.
 *
 * @param validation first position that validates, by user
 * @param test first position that tests, by user; not before the other, not behind the history
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SplitBounds(int[] validation, int[] test) {

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
    for (int user = 0; user < test.length; user++) {
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
      if (test[user] > log.length(user)) {
        throw new IllegalArgumentException(
            "bounds of user "
                + user
                + ": test="
                + test[user]
                + " is behind a history of "
                + log.length(user));
      }
    }
  }
}
