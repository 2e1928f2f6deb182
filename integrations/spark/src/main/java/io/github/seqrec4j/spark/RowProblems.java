package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.lit;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the rows of a frame that cannot be used, and holds them against what is tolerated. */
final class RowProblems {

  private static final Logger LOG = LoggerFactory.getLogger(RowProblems.class);
  private static final int SHOWN = 3; // of each kind

  private final String frame;
  private final Dataset<Row> rows;
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private long all;

  /**
   * Of a frame with a problem and its message in each row, or nulls.
   *
   * @param frame what it is called in messages
   */
  RowProblems(String frame, Dataset<Row> rows) {
    this(frame, rows, counts(rows));
  }

  /**
   * Of the same, counted.
   *
   * @param counted rows by the name of their reason; null for those that can be used
   */
  RowProblems(String frame, Dataset<Row> rows, Map<@Nullable String, Long> counted) {
    this.frame = frame;
    this.rows = rows;
    counted.forEach(
        (reason, count) -> {
          all += count;
          if (reason != null && count > 0) {
            counts.put(Reason.valueOf(reason), count);
          }
        });
  }

  private static Map<@Nullable String, Long> counts(Dataset<Row> rows) {
    Map<@Nullable String, Long> counts = new HashMap<>();
    for (Row row :
        rows.groupBy(EventFrame.PROBLEM)
            .agg(functions.count(lit(1)))
            .collectAsList()) { // one per reason
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  /** Rows, those that cannot be used too. */
  long all() {
    return all;
  }

  /** Rows that cannot be used. */
  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rows that cannot be used for a reason. */
  long count(Reason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  /** The same by reason, as the summary of a dataset says it. */
  Map<String, Long> byText() {
    Map<String, Long> byText = new LinkedHashMap<>();
    counts.forEach((reason, count) -> byText.put(reason.text(), count));
    return byText;
  }

  /**
   * Nothing, if no more rows cannot be used than tolerated; they are logged then.
   *
   * @param lines tolerated number
   * @param share tolerated share of all
   * @param setting that says so
   * @throws DataException with examples otherwise
   */
  void check(int lines, double share, String setting) {
    long rejected = count();
    if (rejected == 0) {
      return;
    }
    String text =
        String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows cannot be used; %s",
                frame,
                rejected,
                all,
                setting)
            + " tolerates "
            + lines
            + ", or a share of "
            + share
            + counts.entrySet().stream()
                .map(e -> System.lineSeparator() + like(e.getKey(), e.getValue()))
                .collect(Collectors.joining());
    if (rejected > Math.max(lines, Math.floor(share * all))) {
      throw new DataException(text);
    }
    LOG.warn("{}", text);
  }

  /** The first few of a kind. */
  private String like(Reason reason, long count) {
    List<Row> first =
        rows.where(EventFrame.column(EventFrame.PROBLEM).equalTo(reason.name()))
            .orderBy(EventFrame.column(EventFrame.PLACE))
            .select(EventFrame.USER, EventFrame.ITEM, EventFrame.MESSAGE)
            .limit(SHOWN)
            .collectAsList();
    return String.format(Locale.ROOT, "  %s (%,d): ", reason.text(), count)
        + first.stream()
            .map(
                row ->
                    "user '"
                        + Problems.shown(String.valueOf(row.getString(0)))
                        + "', item '"
                        + Problems.shown(String.valueOf(row.getString(1)))
                        + "': "
                        + row.getString(2))
            .collect(Collectors.joining("; "))
        + (count > first.size() ? "; ..." : "");
  }
}
