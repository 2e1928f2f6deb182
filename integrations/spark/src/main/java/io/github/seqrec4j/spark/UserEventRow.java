package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.Time;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Rows of events that are to be scored, read strictly: a log with rows to reject is prepared. */
final class UserEventRow {

  private static final String NAME = "events";

  private static final int USER = 0;
  private static final int ITEM = 1;
  private static final int TIME = 2;
  private static final int BILLIONTHS = 3;
  private static final int CATEGORY = 4;
  private static final int KIND = 5;
  private static final int PROBLEM = 6;

  private UserEventRow() {}

  /** The columns of events, in the order of the constants here, and their place. */
  static Dataset<Row> select(Dataset<Row> events, ScoringSpec spec) {
    IngestSettings settings = spec.data().ingestSettings();
    SourceColumns columns = new SourceColumns(NAME, events);
    boolean timed =
        columns.has(settings.timestampColumn())
            || !settings.timestampColumn().equals(IngestSettings.TIMESTAMP);
    String order = spec.orderColumn();
    if (!timed && order == null) {
      throw new DataException(
          NAME
              + ": no column '"
              + settings.timestampColumn()
              + "' and no orderColumn: nothing says what came first; name one of them");
    }
    Column place = order == null ? lit(0) : columns.required(order, "orderColumn");
    Dataset<Row> parsed =
        EventParser.parsed(
            events, columns, settings.withoutValue(), timed, List.of(place.as(EventFrame.PLACE)));
    Column none = lit(null).cast(DataTypes.StringType);
    return parsed.select(
        col(EventFrame.USER),
        col(EventFrame.ITEM),
        col(EventFrame.TIME),
        col(EventFrame.BILLIONTHS),
        settings.categoryColumn() == null ? none.as(EventFrame.CATEGORY) : col(EventFrame.CATEGORY),
        col(EventFrame.KIND),
        col(EventFrame.MESSAGE),
        col(EventFrame.PLACE));
  }

  static String user(Row row) {
    return row.getString(USER);
  }

  static long time(Row row) {
    return row.getLong(TIME);
  }

  static int billionths(Row row) {
    return row.getInt(BILLIONTHS);
  }

  /**
   * What times are written as; null where there are none.
   *
   * @throws DataException if the row cannot be used
   */
  static Time.@Nullable Kind kind(Row row) {
    if (!row.isNullAt(PROBLEM)) {
      throw new DataException(
          NAME
              + ": of user '"
              + row.getString(USER)
              + "': "
              + row.getString(PROBLEM)
              + "; LogPreparation counts and leaves out such rows");
    }
    return row.isNullAt(KIND) ? null : Time.Kind.valueOf(row.getString(KIND));
  }

  static String item(Row row) {
    return row.getString(ITEM);
  }

  static @Nullable String category(Row row) {
    return row.isNullAt(CATEGORY) ? null : row.getString(CATEGORY);
  }

  /**
   * An event as a request has it, its time in whole seconds, rounded down.
   *
   * @param kind null where there are no times
   */
  static Event event(
      String item, long time, Time.@Nullable Kind kind, Time.Unit unit, @Nullable String category) {
    long ticks = 1;
    for (int d = 0; kind == Time.Kind.NUMBER && d < unit.digits(); d++) {
      ticks *= 10;
    }
    return new Event(
        item, kind == null ? null : Instant.ofEpochSecond(Math.floorDiv(time, ticks)), category);
  }
}
