package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Names;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/** Columns of a user's frame, as text. */
final class SourceColumns {

  private static final long MICROS = 1_000_000;
  private static final Set<DataType> WHOLE =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private final String frame;
  private final Dataset<Row> rows;
  private final List<String> names;

  /**
   * Of a frame.
   *
   * @param frame what it is called in messages
   */
  SourceColumns(String frame, Dataset<Row> rows) {
    this.frame = frame;
    this.rows = rows;
    names = List.of(rows.columns());
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /**
   * A column by its name.
   *
   * @param option that names it, for messages
   * @throws DataException if there is none, or more than one
   */
  Column required(String name, String option) {
    long there = names.stream().filter(name::equals).count();
    if (there == 1) {
      return EventFrame.column(name);
    }
    throw new DataException(
        frame
            + ": "
            + (there == 0 ? "no column '" + name + "'" : there + " columns '" + name + "'")
            + (there == 0 ? Names.suggestion(name, names) : "")
            + ", which "
            + option
            + " names; its columns are "
            + names);
  }

  /** An identifier or a category: bytes that should be UTF-8. */
  Column identifier(String name, String option) {
    Column column = required(name, option);
    DataType type = type(name);
    if (type instanceof StringType || WHOLE.contains(type) || type instanceof DecimalType) {
      return column.cast(DataTypes.StringType).cast(DataTypes.BinaryType);
    }
    throw new DataException(
        frame
            + ": column '"
            + name
            + "' is of type "
            + type.sql()
            + "; expected text or whole numbers: cast it to what identifiers are written as");
  }

  /** A number or a time, as one machine reads it from a file. */
  Column text(String name, String option) {
    Column column = required(name, option);
    DataType type = type(name);
    if (type.equals(DataTypes.TimestampType)) {
      return functions
          .udf((UDF1<Long, String>) SourceColumns::instant, DataTypes.StringType)
          .apply(functions.unix_micros(column));
    }
    if (type instanceof StringType
        || WHOLE.contains(type)
        || type instanceof DecimalType
        || type.equals(DataTypes.FloatType)
        || type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.DateType)
        || type.equals(DataTypes.TimestampNTZType)) {
      return column.cast(DataTypes.StringType);
    }
    throw new DataException(
        frame
            + ": column '"
            + name
            + "' is of type "
            + type.sql()
            + "; expected text, a number, or a time");
  }

  private static @Nullable String instant(@Nullable Long micros) {
    return micros == null
        ? null
        : Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L)
            .toString();
  }

  private DataType type(String name) {
    return rows.schema().fields()[names.indexOf(name)].dataType();
  }
}
