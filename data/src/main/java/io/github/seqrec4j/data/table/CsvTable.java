package io.github.seqrec4j.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180: commas, quotes, and line breaks within quotes. What is not UTF-8 ends the reading, as
 * nobody knows in which field it stands.
 */
final class CsvTable extends TextRow {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Problems problems;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final Header header;
  private final int[] places;
  private long line;

  CsvTable(Path file, List<Column> columns, Problems problems, ByteProgress progress) {
    super(file, columns.size());
    this.problems = problems;
    BufferedReader text;
    try {
      text =
          new BufferedReader(
              new InputStreamReader(
                  Input.open(file, progress),
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              1 << 16);
    } catch (IOException e) {
      throw Input.failure(file, 0, e);
    }
    // Records of a wrong width are reported here, with all others.
    reader = CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text);
    records = reader.iterator();
    try {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      List<String> first = record();
      if (first == null) {
        throw Header.empty(file);
      }
      header = new Header(file, first);
      line = 1;
      places = header.places(columns);
    } catch (IOException e) {
      close();
      throw Input.failure(file, line, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean has(int column) {
    return places[column] >= 0;
  }

  @Override
  public boolean next() {
    for (List<String> fields = record(); fields != null; fields = record()) {
      if (fields.size() == 1 && fields.get(0).isBlank()) {
        continue;
      }
      if (fields.size() != header.size()) {
        header.wrongWidth(problems, line, fields);
        continue;
      }
      for (int c = 0; c < places.length; c++) {
        if (places[c] >= 0) {
          set(c, fields.get(places[c]));
        }
      }
      return true;
    }
    return false;
  }

  private @Nullable List<String> record() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord fields = records.next();
      line = fields.getStartingLineNumber();
      return fields.getFields();
    } catch (UncheckedIOException e) {
      throw Input.failure(file(), line, Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException cause) {
        throw Input.failure(file(), line, cause);
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DataException(
          file() + ": after line " + line + ": no CSV: " + cause.getMessage() + "; correct it", e);
    }
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Input.failure(file(), line, e);
    }
  }
}
