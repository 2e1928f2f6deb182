package io.github.seqrec4j.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Names of the columns between the steps of a preparation. */
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

  static final String ORDER = "order";
  static final String KIND = "kind";
  static final String DECIMALS = "decimals";
  static final String PROBLEM = "problem";
  static final String MESSAGE = "message";

  /** What {@link EventParser} makes of a row. */
  static final StructType PARSED =
      DataTypes.createStructType(
          new StructField[] {
            DataTypes.createStructField(USER, DataTypes.StringType, true),
            DataTypes.createStructField(ITEM, DataTypes.StringType, true),
            DataTypes.createStructField(TIME, DataTypes.LongType, true),
            DataTypes.createStructField(BILLIONTHS, DataTypes.IntegerType, true),
            DataTypes.createStructField(CATEGORY, DataTypes.StringType, true),
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

  /** The place of an interaction; distinct unless two are the same in everything. */
  static Column place(boolean ordered) {
    List<Column> parts = new ArrayList<>();
    if (ordered) {
      parts.add(column(ORDER));
    }
    for (String name : List.of(TIME, BILLIONTHS, USER, ITEM, CATEGORY, VALUE)) {
      parts.add(column(name));
    }
    return functions.struct(parts.toArray(Column[]::new));
  }
}
