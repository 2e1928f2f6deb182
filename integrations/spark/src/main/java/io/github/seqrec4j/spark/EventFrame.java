package io.github.seqrec4j.spark;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Names of the columns between the steps of a preparation. Users and items are text until they are
 * {@link Identifiers}; {@link #ORDER}, {@link #CATEGORY} and {@link #VALUE} are there if a log has
 * them.
 */
final class EventFrame {

  static final String USER = "user";
  static final String ITEM = "item";
  static final String CATEGORY = "category";
  static final String VALUE = "value";

  /** Whole part of the time, rounded down, and billionths above it. */
  static final String TIME = "t";

  static final String BILLIONTHS = "f";

  /** What orders a log, and then its interactions of one time. */
  static final String PLACE = "place";

  /** Least place of a user or of an item. */
  static final String FIRST = "first";

  /** Number of an interaction among those of its user, from 0. */
  static final String POSITION = "position";

  /** Column of the user's frame by which a log is in order. */
  static final String ORDER = "order";

  static final String KIND = "kind";
  static final String DECIMALS = "decimals";
  static final String PROBLEM = "problem";
  static final String MESSAGE = "message";

  /** How many of user, item and category, in this order, are text. */
  static final String TEXTS = "texts";

  /** What {@link EventParser} makes of a row. */
  static final StructType PARSED =
      DataTypes.createStructType(
          new StructField[] {
            DataTypes.createStructField(TEXTS, DataTypes.IntegerType, true),
            DataTypes.createStructField(TIME, DataTypes.LongType, true),
            DataTypes.createStructField(BILLIONTHS, DataTypes.IntegerType, true),
            DataTypes.createStructField(VALUE, DataTypes.DoubleType, true),
            DataTypes.createStructField(KIND, DataTypes.StringType, true),
            DataTypes.createStructField(DECIMALS, DataTypes.IntegerType, true),
            DataTypes.createStructField(PROBLEM, DataTypes.StringType, true),
            DataTypes.createStructField(MESSAGE, DataTypes.StringType, true)
          });

  private EventFrame() {}

  static Column column(String name) {
    return functions.col(quoted(name));
  }

  /** A name that may hold any character. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /**
   * The place of an interaction; distinct unless two are the same in everything. Of identifiers and
   * of their {@link Identifiers} it is in the same order.
   */
  static Column place(Dataset<Row> events) {
    return functions.struct(
        columns(events, List.of(ORDER, TIME, BILLIONTHS, USER, ITEM, CATEGORY, VALUE)));
  }

  /** The order of a user's interactions: that of time, then that of places. */
  static Column[] inTime(Dataset<Row> events) {
    return columns(events, List.of(TIME, BILLIONTHS, ORDER, ITEM, CATEGORY, VALUE));
  }

  private static Column[] columns(Dataset<Row> events, List<String> names) {
    List<String> there = List.of(events.columns());
    return names.stream().filter(there::contains).map(EventFrame::column).toArray(Column[]::new);
  }
}
