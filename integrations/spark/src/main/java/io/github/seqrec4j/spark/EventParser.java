package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.Moment;
import io.github.seqrec4j.data.ingest.NumberColumn;
import io.github.seqrec4j.data.ingest.TimeText;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads one interaction, {@link EventFrame#PARSED}, by the rules and in the order of the reader of
 * files: of a row with several problems the same one is told.
 */
final class EventParser implements UDF5<byte[], byte[], String, byte[], String, Row> {

  private static final long serialVersionUID = 1L;

  private final boolean timed;
  private final String timeColumn;
  private final @Nullable String timeFormat;
  private final @Nullable String categoryColumn;
  private final @Nullable String valueColumn;
  private final boolean weights;
  private transient @Nullable TimeText timeText;
  private transient @Nullable NumberColumn number;

  /**
   * For a log.
   *
   * @param timed whether it has times
   */
  EventParser(IngestSettings settings, boolean timed) {
    this.timed = timed;
    timeColumn = settings.timestampColumn();
    timeFormat = settings.timestampFormat();
    categoryColumn = settings.categoryColumn();
    NumberColumn value = settings.valueColumn();
    valueColumn = value == null ? null : value.name();
    weights = value != null && value.range() == NumberColumn.Range.WEIGHT;
  }

  /**
   * Rows of a frame, parsed: user and item as text, the category if it is read, what is added, and
   * {@link EventFrame#PARSED}. An identifier behind one that is no text is empty.
   *
   * @param added further columns of the frame, by names that are not of {@link EventFrame#PARSED}
   */
  static Dataset<Row> parsed(
      Dataset<Row> rows,
      SourceColumns columns,
      IngestSettings settings,
      boolean timed,
      List<Column> added) {
    NumberColumn value = settings.valueColumn();
    String category = settings.categoryColumn();
    Map<String, Column> identifiers = new LinkedHashMap<>();
    identifiers.put(EventFrame.USER, columns.identifier(settings.userColumn(), "user-column"));
    identifiers.put(EventFrame.ITEM, columns.identifier(settings.itemColumn(), "item-column"));
    Column text = lit(null).cast(DataTypes.StringType);
    Column time = timed ? columns.text(settings.timestampColumn(), "timestamp-column") : text;
    if (category != null) {
      identifiers.put(EventFrame.CATEGORY, columns.identifier(category, "category-column"));
    }
    Column fields =
        udf(new EventParser(settings, timed), EventFrame.PARSED)
            .apply(
                identifiers.get(EventFrame.USER),
                identifiers.get(EventFrame.ITEM),
                time,
                identifiers.getOrDefault(EventFrame.CATEGORY, lit(null).cast(DataTypes.BinaryType)),
                value == null ? text : columns.text(value.name(), "value-column"));
    List<Column> selected = new ArrayList<>(added);
    List<Column> flat = new ArrayList<>();
    identifiers.forEach(
        (name, bytes) -> {
          selected.add(coalesce(bytes.cast(DataTypes.StringType), lit("")).as(name));
          Column isText = col("fields." + EventFrame.TEXTS).gt(flat.size());
          flat.add(when(isText, col(name)).otherwise(lit("")).as(name));
        });
    selected.add(fields.as("fields"));
    flat.add(col("fields.*"));
    Dataset<Row> parsed = rows.select(selected.toArray(Column[]::new));
    List<String> names = List.of(parsed.columns()).subList(0, added.size());
    names.forEach(name -> flat.add(col(name)));
    parsed = parsed.select(flat.toArray(Column[]::new)).drop(EventFrame.TEXTS);
    return value == null ? parsed.drop(EventFrame.VALUE) : parsed;
  }

  @Override
  public Row call(
      byte @Nullable [] user,
      byte @Nullable [] item,
      @Nullable String time,
      byte @Nullable [] category,
      @Nullable String value) {
    Fields fields = new Fields();
    try {
      boolean noUser = isBlank(user, "user");
      fields.texts++;
      boolean noItem = isBlank(item, "item");
      fields.texts++;
      boolean noCategory = categoryColumn != null && isBlank(category, "category");
      fields.texts++;
      if (noUser || noItem) {
        throw new Unusable(Reason.EMPTY, "empty " + (noUser ? "user" : "item"));
      }
      if (noCategory) {
        throw new Unusable(Reason.CATEGORY, "empty category in column '" + categoryColumn + "'");
      }
      if (timed) {
        fields.time = time(time == null ? "" : time);
      }
      if (valueColumn != null) {
        fields.value = value(valueColumn, value == null ? "" : value);
      }
    } catch (Unusable e) {
      fields.problem = e;
    }
    return fields.row();
  }

  private static boolean isBlank(byte @Nullable [] bytes, String what) throws Unusable {
    if (bytes == null || bytes.length == 0) {
      return true;
    }
    for (byte each : bytes) {
      if (each <= ' ') { // a blank, or not of ASCII
        return decoded(bytes, what).isBlank();
      }
    }
    return false;
  }

  private static String decoded(byte[] bytes, String what) throws Unusable {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unusable(
          Reason.ENCODING,
          what
              + " is not valid UTF-8: '"
              + Problems.shown(new String(bytes, StandardCharsets.UTF_8))
              + "'; convert the source to UTF-8");
    }
  }

  private Moment time(String text) throws Unusable {
    TimeText reader = timeText;
    if (reader == null) {
      reader = TimeText.of(timeFormat);
      timeText = reader;
    }
    try {
      return reader.read(text);
    } catch (TimeText.Unreadable e) {
      throw new Unusable(Reason.TIMESTAMP, named(text, timeColumn) + " " + e.why());
    }
  }

  private double value(String column, String text) throws Unusable {
    NumberColumn reader = number;
    if (reader == null) {
      reader =
          new NumberColumn(column, weights ? NumberColumn.Range.WEIGHT : NumberColumn.Range.ANY);
      number = reader;
    }
    try {
      return reader.read(text);
    } catch (NumberColumn.Unreadable e) {
      throw new Unusable(Reason.VALUE, named(text, column) + " " + e.why());
    }
  }

  private static String named(String text, String column) {
    return "'" + Problems.shown(text) + "' in column '" + column + "'";
  }

  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Unusable(Reason reason, String message) {
      super(message, null, false, false); // one a row: no stack
      this.reason = reason;
    }
  }

  /** What was read so far. */
  private static final class Fields {
    private int texts;
    private @Nullable Moment time;
    private double value = Double.NaN;
    private @Nullable Unusable problem;

    Row row() {
      return RowFactory.create(
          texts,
          time == null ? 0L : time.whole(),
          time == null ? 0 : time.billionths(),
          Double.isNaN(value) ? null : value,
          time == null ? null : time.kind().name(),
          time == null ? 0 : Moment.decimals(time.billionths()),
          problem == null ? null : problem.reason.name(),
          problem == null ? null : problem.getMessage());
    }
  }
}
