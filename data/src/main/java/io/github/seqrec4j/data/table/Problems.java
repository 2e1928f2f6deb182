package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of one file: the first few of each kind in full, all counted by their reasons. */
@Internal
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int SHOWN = 5;
  private static final int LONGEST = 120; // characters of a value in a message

  private final Path file;
  private final Map<Reason, TreeMap<Long, String>> first = new EnumMap<>(Reason.class); // by line
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

  /** No problems yet. */
  public Problems(Path file) {
    this.file = file;
  }

  /** Notes the problem of a line, counted from 1; lines may come in any order. */
  public void add(Reason reason, long line, String message) {
    counts.merge(reason, 1L, Long::sum);
    TreeMap<Long, String> lines = first.computeIfAbsent(reason, each -> new TreeMap<>());
    if (lines.size() < SHOWN || line < lines.lastKey()) {
      lines.put(line, file + ": " + line + ": " + message);
      if (lines.size() > SHOWN) {
        lines.pollLastEntry();
      }
    }
  }

  /** A value on one line, cut where it is long. */
  public static String shown(String value) {
    String whole = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    return whole.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  /** Number of problems. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Number of problems by reason, those that occurred. */
  public Map<Reason, Long> counts() {
    return Map.copyOf(counts);
  }

  /**
   * A few problems, one a line; of many, one of each kind, with the number of its lines and the
   * first of them.
   */
  public String examples() {
    TreeMap<Long, String> shown = new TreeMap<>();
    if (count() <= SHOWN) {
      first.values().forEach(shown::putAll);
    } else {
      first.forEach(
          (reason, lines) -> {
            long more = counts.getOrDefault(reason, 0L) - 1;
            String like = more == 0 ? "" : System.lineSeparator() + like(reason, lines, more);
            shown.merge(lines.firstKey(), lines.firstEntry().getValue() + like, Problems::both);
          });
      shown.put(Long.MAX_VALUE, file + ": " + grouped(count()) + " problems in all");
    }
    return String.join(System.lineSeparator(), shown.values());
  }

  private static String both(String one, String other) {
    return one + System.lineSeparator() + other;
  }

  /** The other lines with a problem of that kind. */
  private String like(Reason reason, SortedMap<Long, String> lines, long more) {
    String places =
        lines.keySet().stream().skip(1).map(String::valueOf).collect(Collectors.joining(", "));
    return file
        + ": "
        + grouped(more)
        + " more of this kind ("
        + reason.text()
        + "), at "
        + places
        + (more > lines.size() - 1 ? ", ..." : "");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * Nothing, if no more lines cannot be used than tolerated; they are logged then.
   *
   * @param all lines that were read
   * @param lines tolerated number
   * @param share tolerated share of all
   * @param setting that says so
   * @throws DataException with examples otherwise
   */
  public void check(long all, int lines, double share, String setting) {
    long rejected = count();
    if (rejected == 0) {
      return;
    }
    if (rejected > Math.max(lines, Math.floor(share * all))) {
      throw new DataException(
          examples()
              + (lines == 0 && share == 0
                  ? ""
                  : System.lineSeparator()
                      + file
                      + ": "
                      + rejected
                      + " of "
                      + all
                      + " lines cannot be used; "
                      + setting
                      + " tolerates "
                      + lines
                      + ", or a share of "
                      + share));
    }
    LOG.warn("{} of {} lines cannot be used:\n{}", rejected, all, examples());
  }
}
