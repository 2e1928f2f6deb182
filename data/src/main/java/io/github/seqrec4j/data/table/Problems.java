package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The problems of one file: the first few in full, all counted by their reasons. */
@Internal
public final class Problems {

  private static final int SHOWN = 5;
  private static final int LONGEST = 120; // characters of a value in a message

  private final Path file;
  private final TreeMap<Long, String> first = new TreeMap<>(); // by line
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

  /** No problems yet. */
  public Problems(Path file) {
    this.file = file;
  }

  /** Notes the problem of a line, counted from 1; lines may come in any order. */
  public void add(Reason reason, long line, String message) {
    counts.merge(reason, 1L, Long::sum);
    if (first.size() < SHOWN || line < first.lastKey()) {
      first.put(line, file + ": " + line + ": " + message);
      if (first.size() > SHOWN) {
        first.pollLastEntry();
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

  /** The first problems, one a line, and how many more there are. */
  public String examples() {
    List<String> lines = new ArrayList<>(first.values());
    long count = count();
    if (count > lines.size()) {
      lines.add(file + ": " + (count - SHOWN) + " more problems of " + count + " in all");
    }
    return String.join(System.lineSeparator(), lines);
  }

  /**
   * Nothing, if there was none.
   *
   * @throws DataException with the first ones and their number otherwise
   */
  public void check() {
    if (count() > 0) {
      throw new DataException(examples());
    }
  }
}
