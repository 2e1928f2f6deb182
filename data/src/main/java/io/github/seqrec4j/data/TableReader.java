package io.github.seqrec4j.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.seqrec4j.api.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A table with a header line: TSV (fields apart by tabs, no quoting) or CSV (RFC 4180), plain or
 * gzipped, in UTF-8 with or without byte order mark.
 */
final class TableReader implements AutoCloseable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final LineSource lines;
  private final String[] header;
  private long line;

  /** One record at a time. */
  private interface LineSource extends AutoCloseable {
    /** The next record's fields, or null at the end. */
    String @org.jspecify.annotations.Nullable [] next() throws IOException;

    /** Line of the last record, from 1. */
    long line();

    @Override
    void close() throws IOException;
  }

  /**
   * Opens a file and reads its header.
   *
   * @param digest is fed the bytes of the file
   */
  TableReader(Path file, MessageDigest digest) {
    this.file = file;
    try {
      InputStream in =
          new DigestInputStream(
              new BufferedInputStream(Files.newInputStream(file), 1 << 16), digest);
      String name = file.getFileName().toString();
      if (name.endsWith(".gz")) {
        in = new GZIPInputStream(in, 1 << 16);
        name = name.substring(0, name.length() - 3);
      }
      Reader reader =
          new InputStreamReader(
              in,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      lines = name.endsWith(".csv") ? new CsvLines(reader) : new TsvLines(reader);
      String[] first = lines.next();
      if (first == null) {
        throw new DataException(
            file + ": 1: the file is empty; its first line must name the columns");
      }
      if (!first[0].isEmpty() && first[0].charAt(0) == BYTE_ORDER_MARK) {
        first[0] = first[0].substring(1);
      }
      header = first;
      line = 1;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  Path file() {
    return file;
  }

  List<String> columns() {
    return List.of(header);
  }

  /** Index of a column, or -1. */
  int column(String name) {
    return Arrays.asList(header).indexOf(name);
  }

  /**
   * Index of a column.
   *
   * @param setting the setting that names it, for the message
   * @throws DataException if there is none
   */
  int requiredColumn(String name, String setting) {
    int column = column(name);
    if (column < 0) {
      throw new DataException(
          file
              + ": 1: no column '"
              + name
              + "'; the columns are "
              + String.join(", ", header)
              + "; rename one or set seqrec4j.data."
              + setting);
    }
    return column;
  }

  /**
   * The next record, or null at the end; records of a wrong width are noted as problems and passed
   * over.
   */
  String @org.jspecify.annotations.Nullable [] next(Problems problems) {
    while (true) {
      try {
        String[] fields = lines.next();
        if (fields == null) {
          return null;
        }
        line = lines.line();
        if (fields.length == 1 && fields[0].isBlank()) {
          continue; // a blank line
        }
        if (fields.length == header.length) {
          return fields;
        }
        problems.add(
            line,
            "expected "
                + header.length
                + " fields ("
                + String.join(", ", header)
                + "), got "
                + fields.length
                + ": '"
                + String.join(" | ", fields)
                + "'");
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  /** Line of the last record, from 1. */
  long line() {
    return line;
  }

  private RuntimeException failure(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new DataException(
          file
              + ": after line "
              + Math.max(line, 1)
              + ": not valid UTF-8; convert the file to UTF-8",
          e);
    }
    if (e instanceof java.util.zip.ZipException || e instanceof java.io.EOFException) {
      return new DataException(
          file + ": damaged gzip file after line " + line + ": " + e.getMessage(), e);
    }
    return new UncheckedIOException(file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static final class TsvLines implements LineSource {
    private final BufferedReader reader;
    private long line;

    TsvLines(Reader reader) {
      this.reader = new BufferedReader(reader, 1 << 16);
    }

    @Override
    public String @org.jspecify.annotations.Nullable [] next() throws IOException {
      String text = reader.readLine();
      line++;
      return text == null ? null : text.split("\t", -1);
    }

    @Override
    public long line() {
      return line;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private final class CsvLines implements LineSource {
    private final CsvReader<CsvRecord> reader;
    private final java.util.Iterator<CsvRecord> records;
    private long line;

    CsvLines(Reader source) {
      reader = CsvReader.builder().ofCsvRecord(source);
      records = reader.iterator();
    }

    @Override
    public String @org.jspecify.annotations.Nullable [] next() throws IOException {
      try {
        if (!records.hasNext()) {
          return null;
        }
        CsvRecord fields = records.next();
        line = fields.getStartingLineNumber();
        return fields.getFields().toArray(new String[0]);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (CsvParseException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new DataException(file + ": after line " + line + ": " + e.getMessage(), e);
      }
    }

    @Override
    public long line() {
      return line;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
