package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Parquet file. Identifiers are text or numbers; a time is a number, a date or a timestamp, which
 * becomes ISO-8601. Null is no value: an empty field.
 */
final class ParquetTable extends TextRow {

  private static final DuckDb.Resources RESOURCES = new DuckDb.Resources(500, 1, null);

  private final Connection connection;
  private final ResultSet rows;
  private final int[] places;
  private long line;

  ParquetTable(Path file, List<Column> columns) {
    super(file, columns.size());
    try {
      connection = DuckDb.open(RESOURCES);
      try {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        describe(names, types);
        places = new Header(file, names).places(columns);
        List<String> selected = new ArrayList<>();
        for (int c = 0; c < places.length; c++) {
          selected.add(places[c] < 0 ? "''" : text(names.get(places[c]), types.get(places[c])));
        }
        rows =
            connection
                .createStatement()
                .executeQuery("select " + String.join(", ", selected) + " from " + source());
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  /** This one file; no columns out of the names of its folders. */
  private String source() {
    return "read_parquet("
        + DuckDb.pattern(file())
        + ", hive_partitioning = false, filename = false)";
  }

  private void describe(List<String> names, List<String> types) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet schema = statement.executeQuery("describe from " + source())) {
      while (schema.next()) {
        names.add(schema.getString(1));
        types.add(schema.getString(2));
      }
    }
  }

  /** A column as text. */
  private String text(String name, String type) {
    String quoted = '"' + name.replace("\"", "\"\"") + '"';
    if (type.startsWith("TIMESTAMP") || type.equals("DATE")) {
      String micros = "epoch_us(" + quoted + (type.equals("DATE") ? "::timestamp)" : ")");
      return "strftime(make_timestamp(" + micros + "), '%Y-%m-%dT%H:%M:%S.%fZ')";
    }
    if (type.equals("VARCHAR")
        || type.equals("UUID")
        || type.equals("FLOAT")
        || type.equals("DOUBLE")
        || type.contains("INT")
        || type.startsWith("DECIMAL")) {
      return quoted + "::varchar";
    }
    throw new DataException(
        file()
            + ": column '"
            + name
            + "' is of type "
            + type
            + "; expected text, a number, or a time");
  }

  @Override
  public boolean has(int column) {
    return places[column] >= 0;
  }

  @Override
  public boolean next() {
    try {
      if (!rows.next()) {
        return false;
      }
      line++;
      for (int c = 0; c < places.length; c++) {
        String value = rows.getString(c + 1);
        set(c, value == null ? "" : value);
      }
      return true;
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  private DataException damaged(SQLException e) {
    return new DataException(
        file()
            + ": cannot be read as Parquet after row "
            + line
            + ": "
            + DuckDb.message(e).lines().collect(Collectors.joining(" "))
            + "; write it again",
        e);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DuckDb.failure(file().toString(), e);
    }
  }
}
