package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.UsageException;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where rows have a history: an array of items, or of structs.
 *
 * @param place of the column
 * @param item place of the item in a struct, -1 where elements are items
 * @param time place of the time in a struct, -1 for none
 * @param category place of the category in a struct, -1 for none
 */
record HistoryColumn(int place, int item, int time, int category) implements Serializable {

  private static final String EXPECTED =
      "expected an array, oldest first, of items as text, or of structs with item (text) and, if"
          + " any, time (a timestamp) and category (text)";

  /**
   * In frames of a schema.
   *
   * @throws UsageException if there is no such column, or of another type
   */
  static HistoryColumn of(StructType schema, String name) {
    List<String> names = List.of(schema.fieldNames());
    int place = names.indexOf(name);
    if (place < 0 || names.lastIndexOf(name) != place) {
      throw new UsageException(
          "historyCol: "
              + (place < 0 ? "no column '" + name + "'" : "several columns '" + name + "'")
              + (place < 0 ? Names.suggestion(name, names) : "")
              + "; columns are "
              + names);
    }
    DataType type = schema.fields()[place].dataType();
    DataType element = type instanceof ArrayType array ? array.elementType() : type;
    if (type instanceof ArrayType && element instanceof StringType) {
      return new HistoryColumn(place, -1, -1, -1);
    }
    if (type instanceof ArrayType && element instanceof StructType event) {
      List<String> fields = List.of(event.fieldNames());
      HistoryColumn column =
          new HistoryColumn(
              place, fields.indexOf("item"), fields.indexOf("time"), fields.indexOf("category"));
      if (is(event, column.item, DataTypes.StringType)
          && (column.time < 0 || is(event, column.time, DataTypes.TimestampType))
          && (column.category < 0 || is(event, column.category, DataTypes.StringType))) {
        return column;
      }
    }
    throw new UsageException(
        "historyCol: column '" + name + "' is of type " + type.sql() + "; " + EXPECTED);
  }

  private static boolean is(StructType event, int field, DataType type) {
    return field >= 0 && event.fields()[field].dataType().equals(type);
  }

  /** The history of a row; empty where it is null. */
  List<Event> events(Row row) {
    List<Event> events = new ArrayList<>();
    if (row.isNullAt(place)) {
      return events;
    }
    for (Object element : row.<Object>getList(place)) {
      if (element == null) {
        throw new UsageException("historyCol: null in a history; leave out what is no item");
      }
      events.add(element instanceof Row event ? event(event) : Event.of((String) element));
    }
    return events;
  }

  private Event event(Row event) {
    if (event.isNullAt(item)) {
      throw new UsageException("historyCol: an event without item in a history: " + event);
    }
    return new Event(
        event.getString(item),
        time < 0 || event.isNullAt(time) ? null : instant(event.get(time)),
        category < 0 || event.isNullAt(category) ? null : event.getString(category));
  }

  /** As Spark has it, which depends on a setting of its. */
  private static @Nullable Instant instant(Object time) {
    return time instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) time;
  }
}
