package io.github.seqrec4j.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the records of a table.
 *
 * @param read records there were
 * @param kept records written
 * @param rejected malformed records
 * @param dropped well-formed records that the options, or the table itself, leave out, by reason
 * @param examples the first few rejected ones, each with file, line and what is wrong
 */
public record TableCounts(
    long read, long kept, long rejected, SortedMap<String, Long> dropped, List<String> examples) {

  static final int EXAMPLES = 5;

  /** Of nothing. */
  public static final TableCounts NONE =
      new TableCounts(0, 0, 0, Collections.emptySortedMap(), List.of());

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if they do not add up: read = kept + rejected + dropped
   */
  public TableCounts {
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    examples = List.copyOf(examples);
    long sum = kept + rejected + dropped.values().stream().mapToLong(Long::longValue).sum();
    if (read != sum) {
      throw new IllegalArgumentException(
          "read must be kept + rejected + dropped: read=" + read + ", sum=" + sum);
    }
  }

  /** Both together, with the first few examples. */
  TableCounts plus(TableCounts other) {
    SortedMap<String, Long> all = new TreeMap<>(dropped);
    for (Map.Entry<String, Long> each : other.dropped.entrySet()) {
      all.merge(each.getKey(), each.getValue(), Long::sum);
    }
    List<String> first = new ArrayList<>(examples);
    first.addAll(other.examples);
    return new TableCounts(
        read + other.read,
        kept + other.kept,
        rejected + other.rejected,
        all,
        first.subList(0, Math.min(EXAMPLES, first.size())));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(shown("%,d read = %,d kept", read, kept));
    text.append(shown(" + %,d rejected", rejected));
    if (dropped.isEmpty()) {
      text.append(" + 0 dropped");
    }
    dropped.forEach((why, count) -> text.append(shown(" + %,d dropped (%s)", count, why)));
    return text.toString();
  }

  private static String shown(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
