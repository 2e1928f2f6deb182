package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet file row by row, in their order, in bounded memory. The same rows make the same
 * bytes. The file appears whole, by {@link #finish}; without it nothing is left. Not safe for
 * several threads.
 */
@Internal
public final class ParquetWriter implements AutoCloseable {

  private static final int MEGABYTES = 500; // of memory; what is more goes to disk
  private static final String TABLE = "rows";
  private static final String OPTIONS = " (format parquet, compression zstd)";

  /** What a column holds. */
  public enum ColumnType {
    /** Texts. */
    TEXT("VARCHAR"),
    /** Whole numbers of 32 bits. */
    INTEGER("INTEGER"),
    /** Numbers of 32 bits. */
    FLOAT("FLOAT"),
    /** Numbers of 64 bits. */
    DOUBLE("DOUBLE"),
    /** Lists of numbers of 32 bits. */
    VECTOR("FLOAT[]");

    private final String sql;

    ColumnType(String sql) {
      this.sql = sql;
    }
  }

  /** A column; its name may be any text. */
  public record Field(String name, ColumnType type) {}

  private final Path file;
  private final Path spill;
  private final DuckDBConnection connection;
  private final DuckDBAppender appender;
  private final List<Field> fields;

  /**
   * Starts a file, in place of any of its name once it is finished.
   *
   * @throws io.github.seqrec4j.api.SeqrecException if the database cannot be started
   */
  public ParquetWriter(Path file, List<Field> fields) {
    this.file = file;
    this.fields = List.copyOf(fields);
    spill = spill(file);
    try {
      connection = open(file);
      try {
        execute(
            connection,
            fields.stream()
                .map(field -> name(field.name()) + " " + field.type().sql)
                .collect(Collectors.joining(", ", "create table " + TABLE + " (", ")")));
        appender = connection.createAppender(TABLE);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw DuckDb.failure(file.toString(), e);
    }
  }

  /**
   * Appends a row.
   *
   * @param values one per column, of its type: String, Integer, Float, Double, float[]; or null
   */
  public void add(@Nullable Object... values) {
    if (values.length != fields.size()) {
      throw new IllegalArgumentException(
          file
              + ": a row of "
              + values.length
              + " values, there are "
              + fields.size()
              + " columns");
    }
    try {
      appender.beginRow();
      for (int f = 0; f < values.length; f++) {
        append(fields.get(f).type(), values[f]);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.failure(file.toString(), e);
    }
  }

  private void append(ColumnType type, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
      return;
    }
    switch (type) {
      case TEXT -> appender.append((String) value);
      case INTEGER -> appender.append((int) value);
      case FLOAT -> appender.append((float) value);
      case DOUBLE -> appender.append((double) value);
      case VECTOR -> appender.append((float[]) value);
    }
  }

  /** Shows the file, all of it, forced to disk. */
  public void finish() {
    try {
      appender.close();
      copy(connection, "(from " + TABLE + ")", file);
    } catch (SQLException e) {
      throw DuckDb.failure(file.toString(), e);
    }
  }

  /** Makes one file of the rows of several, in their order. */
  public static void concatenate(List<Path> parts, Path file) {
    String all =
        parts.stream()
            .map(DuckDb::pattern)
            .collect(Collectors.joining(", ", "(from read_parquet([", "]))"));
    try (DuckDBConnection connection = open(file)) {
      copy(connection, all, file);
    } catch (SQLException e) {
      throw DuckDb.failure(file.toString(), e);
    } finally {
      AtomicFiles.deleteTree(spill(file));
    }
  }

  private static DuckDBConnection open(Path file) throws SQLException {
    return DuckDb.open(new DuckDb.Resources(MEGABYTES, 1, spill(file)));
  }

  private static Path spill(Path file) {
    return file.resolveSibling(file.getFileName() + ".spill");
  }

  private static void copy(DuckDBConnection connection, String rows, Path file)
      throws SQLException {
    Path partial = file.resolveSibling(file.getFileName() + ".writing");
    try {
      String target = "'" + partial.toAbsolutePath().toString().replace("'", "''") + "'";
      execute(connection, "copy " + rows + " to " + target + OPTIONS);
      AtomicFiles.publish(partial, file);
    } catch (IOException e) {
      throw WriteFailure.of(file, e, "choose another place");
    } finally {
      delete(partial);
    }
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw WriteFailure.of(partial, e, "choose another place");
    }
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DuckDb.failure(file.toString(), e);
    } finally {
      AtomicFiles.deleteTree(spill);
    }
  }
}
