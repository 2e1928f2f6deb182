package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.data.table.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of a frame, read and written once, with what is wrong with each.
 *
 * @param rows as {@link EventFrame} names the columns, users and items as text
 * @param timeKind what times are written as; null where there are none
 * @param counts rows by the reason why they cannot be used; of null those that can
 */
record ParsedEvents(
    Dataset<Row> rows, Time.@Nullable Kind timeKind, Map<@Nullable String, Long> counts) {

  static final String NAME = "interactions";
  private static final String READ = "read";

  /**
   * Reads a frame.
   *
   * @throws DataException if it lacks a column, or a bound is not written as its times are
   */
  static ParsedEvents read(Dataset<Row> interactions, PrepareSpec spec, Workspace workspace) {
    IngestSettings settings = spec.data().ingestSettings();
    SourceColumns columns = new SourceColumns(NAME, interactions);
    boolean timed =
        columns.has(settings.timestampColumn())
            || !settings.timestampColumn().equals(IngestSettings.TIMESTAMP);
    String order = spec.orderColumn();
    checkOrder(columns, order, timed);
    List<Column> added =
        order == null ? List.of() : List.of(EventFrame.column(order).as(EventFrame.ORDER));
    Dataset<Row> rows =
        workspace.save(EventParser.parsed(interactions, columns, settings, timed, added), READ);
    List<Row> groups =
        rows.groupBy(EventFrame.KIND, EventFrame.PROBLEM)
            .agg(count(lit(1)), count(order == null ? lit(1) : col(EventFrame.ORDER)))
            .collectAsList(); // two kinds at most of each reason
    if (groups.stream().anyMatch(group -> group.getLong(2) > group.getLong(3))) {
      throw new DataException(NAME + ": nulls in column '" + order + "', which is to order them");
    }
    Time.Kind kind = firstKind(rows, groups);
    checkBounds(settings, kind, timed);
    Map<@Nullable String, Long> counts = new HashMap<>();
    for (Row group : groups) {
      boolean other = kind != null && !group.isNullAt(0) && !group.getString(0).equals(kind.name());
      counts.merge(
          other ? Reason.TIMESTAMP.name() : group.getString(1), group.getLong(2), Long::sum);
    }
    return new ParsedEvents(rows, kind, counts);
  }

  /** Those that can be used, if their items are known. */
  Dataset<Row> usable() {
    Column usable = col(EventFrame.PROBLEM).isNull();
    return rows.where(timeKind == null ? usable : usable.and(not(otherKind(timeKind))));
  }

  /** Number of {@link #usable}. */
  long usableCount() {
    return counts.getOrDefault(null, 0L);
  }

  /** Forgets the rows. */
  static void delete(Workspace workspace) {
    workspace.delete(READ);
  }

  private static void checkOrder(SourceColumns columns, @Nullable String order, boolean timed) {
    if (order == null) {
      if (!timed) {
        throw new DataException(
            NAME
                + ": no column '"
                + IngestSettings.TIMESTAMP
                + "' and no orderColumn: nothing says what came first; name one of them");
      }
      return;
    }
    columns.required(order, "orderColumn");
  }

  /** What the first time that can be read is written as. */
  private static Time.@Nullable Kind firstKind(Dataset<Row> rows, List<Row> groups) {
    TreeSet<String> kinds = new TreeSet<>();
    groups.stream().filter(group -> !group.isNullAt(0)).forEach(g -> kinds.add(g.getString(0)));
    if (kinds.size() > 1) {
      Column first = min_by(col(EventFrame.KIND), EventFrame.place(rows));
      Row kind = rows.where(col(EventFrame.KIND).isNotNull()).agg(first).first();
      return Time.Kind.valueOf(kind.getString(0));
    }
    return kinds.isEmpty() ? null : Time.Kind.valueOf(kinds.first());
  }

  private static Column otherKind(Time.Kind kind) {
    return col(EventFrame.KIND).isNotNull().and(col(EventFrame.KIND).notEqual(kind.name()));
  }

  /**
   * The rows with their places, and as problems too: times of another kind than the first, and
   * items that are not known.
   *
   * @param items those known, as {@link Identifiers}; null where all are
   */
  Dataset<Row> judged(@Nullable Identifiers items) {
    Dataset<Row> judged = rows.withColumn(EventFrame.PLACE, EventFrame.place(rows));
    if (timeKind != null) {
      String message =
          (timeKind == Time.Kind.NUMBER ? "a date among numbers" : "a number among dates")
              + "; write all times alike";
      judged = problem(judged, otherKind(timeKind), Reason.TIMESTAMP, message);
    }
    if (items != null) {
      Dataset<Row> joined = items.numberedOrNull(judged);
      Column unknown = col(Identifiers.NUMBER).isNull().and(col(EventFrame.PROBLEM).isNull());
      judged =
          problem(
              joined,
              unknown,
              Reason.UNKNOWN_ITEM,
              "unknown item; add it to the items or remove the row");
    }
    return judged;
  }

  private static Dataset<Row> problem(
      Dataset<Row> rows, Column condition, Reason reason, String message) {
    return rows.withColumn("is", condition)
        .withColumn(EventFrame.MESSAGE, when(col("is"), message).otherwise(col(EventFrame.MESSAGE)))
        .withColumn(
            EventFrame.PROBLEM, when(col("is"), reason.name()).otherwise(col(EventFrame.PROBLEM)))
        .drop("is");
  }

  private static void checkBounds(
      IngestSettings settings, Time.@Nullable Kind kind, boolean timed) {
    for (Time bound : new Time[] {settings.filter().from(), settings.filter().to()}) {
      if (bound != null && kind != null && bound.kind() != kind) {
        throw new DataException(
            NAME
                + ": times are "
                + (kind == Time.Kind.DATE ? "dates" : "numbers")
                + ", but seqrec4j.data.filter says '"
                + bound
                + "'; write it as the frame does");
      } else if (bound != null && !timed) {
        throw new DataException(
            NAME
                + ": no column '"
                + settings.timestampColumn()
                + "', so that the time window of seqrec4j.data.filter cannot hold; name the column"
                + " in seqrec4j.data.timestamp-column or remove the window");
      }
    }
  }
}
