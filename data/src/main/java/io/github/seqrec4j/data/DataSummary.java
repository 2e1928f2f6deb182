package io.github.seqrec4j.data;

/**
 * What was read and what was dropped.
 *
 * @param interactionsRead lines of the interactions file
 * @param interactionsKept interactions of kept users
 * @param usersRead users in the file
 * @param usersKept users with enough interactions
 * @param items items in the catalogue
 */
public record DataSummary(
    long interactionsRead, long interactionsKept, int usersRead, int usersKept, int items) {

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "%,d users (%,d dropped: too few interactions), %,d items, %,d interactions (%,d dropped)",
        usersKept,
        usersRead - usersKept,
        items,
        interactionsKept,
        interactionsRead - interactionsKept);
  }
}
