package io.github.seqrec4j.data.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was read, and what became of it: {@code interactionsRead = interactionsKept + rejected +
 * dropped}.
 *
 * @param interactionsRead lines of the interactions file, without header and blank lines
 * @param interactionsKept interactions of the dataset
 * @param rejected lines that cannot be used, by reason
 * @param dropped interactions that a filter dropped, by reason
 * @param usersRead users of usable lines
 * @param usersKept users of the dataset
 * @param items items of the catalogue
 * @param outstanding interactions of the user and of the item with the most, by what they are
 *     called, where these are a tenth of all and ten times the mean
 */
public record DataSummary(
    long interactionsRead,
    long interactionsKept,
    Map<String, Long> rejected,
    Map<String, Long> dropped,
    int usersRead,
    int usersKept,
    int items,
    Map<String, Long> outstanding) {

  /** Copies the maps, in their order. */
  public DataSummary {
    rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    outstanding = Collections.unmodifiableMap(new LinkedHashMap<>(outstanding));
  }

  /** Number of rejected lines. */
  public long interactionsRejected() {
    return sum(rejected);
  }

  /** Number of dropped interactions. */
  public long interactionsDropped() {
    return sum(dropped);
  }

  /** What a reader of the results should know, a sentence each. */
  public List<String> warnings() {
    return outstanding.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s has %,d of %,d interactions (%.0f %%): a placeholder for those that nobody"
                        + " knows is to be removed from the data",
                    e.getKey(),
                    e.getValue(),
                    interactionsKept,
                    100.0 * e.getValue() / interactionsKept))
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d users%s, %,d items, %,d of %,d interactions kept%s%s",
        usersKept,
        usersRead > usersKept ? String.format(Locale.ROOT, " of %,d", usersRead) : "",
        items,
        interactionsKept,
        interactionsRead,
        list("dropped", dropped),
        list("rejected", rejected));
  }

  static String list(String what, Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%,d (%s)", e.getValue(), e.getKey()))
            .collect(Collectors.joining(", ", "; " + what + ": ", ""));
  }
}
