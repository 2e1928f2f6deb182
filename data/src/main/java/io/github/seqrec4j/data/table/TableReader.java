package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.ByteProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a table, the columns of which are counted in the order they were asked for. Blank
 * lines are passed over; a row that cannot be used is noted as a problem and passed over. Of each
 * row a field is a stretch of UTF-8 bytes, valid until the next row.
 */
@Internal
public abstract class TableReader implements AutoCloseable {

  private final Path file;

  TableReader(Path file) {
    this.file = file;
  }

  /**
   * Opens a table of the format that the name of its file says: {@code .tsv} (fields apart by tabs,
   * no quoting), {@code .csv} (RFC 4180), {@code .jsonl} (an object a line) or {@code .parquet};
   * the first three also {@code .gz} and {@code .zst}.
   *
   * @param columns what to read of it
   * @param problems is told of each row that cannot be used
   * @throws DataException if the file is empty or damaged, or lacks a required column
   */
  public static TableReader open(Path file, List<Column> columns, Problems problems) {
    return open(file, columns, problems, ByteProgress.NONE);
  }

  /**
   * Likewise, watched.
   *
   * @param progress is told of the bytes read, as they are in the file; of a Parquet file nothing
   * @throws DataException if the file is empty or damaged, or lacks a required column
   */
  public static TableReader open(
      Path file, List<Column> columns, Problems problems, ByteProgress progress) {
    String name = Input.plainName(file);
    if (name.endsWith(".jsonl")) {
      return new JsonLinesTable(file, columns, problems, progress);
    }
    if (name.endsWith(".parquet")) {
      return new ParquetTable(file, columns);
    }
    return name.endsWith(".csv")
        ? new CsvTable(file, columns, problems, progress)
        : new TsvTable(file, columns, problems, progress);
  }

  /** The file. */
  public final Path file() {
    return file;
  }

  /** Whether the table has an optional column. */
  public abstract boolean has(int column);

  /** Goes to the next row that can be used; false at the end. */
  public abstract boolean next();

  /** Line of the row, from 1; in a Parquet file the number of the row. */
  public abstract long line();

  /** What holds the bytes of a field. */
  public abstract byte[] bytes(int column);

  /** First byte of a field. */
  public abstract int start(int column);

  /** Behind the last byte of a field. */
  public abstract int end(int column);

  /** A field as text. */
  public final String text(int column) {
    return new String(
        bytes(column), start(column), end(column) - start(column), StandardCharsets.UTF_8);
  }

  /** Whether nothing but white space is in a field. */
  public final boolean isBlank(int column) {
    byte[] bytes = bytes(column);
    for (int i = start(column); i < end(column); i++) {
      if (bytes[i] < 0) { // beyond ASCII: let Unicode say
        return text(column).isBlank();
      }
      if (!Character.isWhitespace(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public abstract void close();
}
