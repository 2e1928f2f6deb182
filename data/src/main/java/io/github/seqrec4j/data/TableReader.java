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
  private static final String ZIPPED = ".gz";

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
    InputStream bytes;
    try {
      bytes = Files.newInputStream(file);
    } catch (IOException e) {
      throw failure(e);
    }
    try {
      String name = file.getFileName().toString();
      InputStream in = new DigestInputStream(new BufferedInputStream(bytes, 1 << 16), digest);
      boolean zipped = name.endsWith(ZIPPED);
      BufferedReader reader = reader(zipped ? new GZIPInputStream(in, 1 << 16) : in);
      String plain = zipped ? name.substring(0, name.length() - ZIPPED.length()) : name;
      lines = plain.endsWith(".csv") ? new CsvLines(reader) : new TsvLines(reader);
      String[] first = lines.next();
      if (first == null) {
        throw new DataException(
            file + ": 1: the file is empty; its first line must name the columns");
      }
      header = first;
      line = 1;
    } catch (IOException e) {
      throw closed(bytes, failure(e));
    } catch (DataException e) {
      throw closed(bytes, e);
    }
  }

  /** Strict UTF-8, behind a byte order mark if there is one. */
  private static BufferedReader reader(InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static RuntimeException closed(InputStream bytes, RuntimeException failure) {
    try {
      bytes.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  Path file() {
    return file;
  }

  List<String> columns() {
    return List.of(header);
  }

  /**
   * Index of a column, or -1.
   *
   * @throws DataException if there are two of this name
   */
  int column(String name) {
    List<String> columns = Arrays.asList(header);
    int column = columns.indexOf(name);
    if (column != columns.lastIndexOf(name)) {
      throw new DataException(
          file
              + ": 1: two columns '"
              + Problems.shown(name)
              + "', the "
              + (column + 1)
              + ". and the "
              + (columns.lastIndexOf(name) + 1)
              + ".; rename one of them");
    }
    return column;
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
              + Problems.shown(String.join(", ", header))
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
                + Problems.shown(String.join(", ", header))
                + "), got "
                + fields.length
                + ": '"
                + Problems.shown(String.join(" | ", fields))
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
          file
              + ": damaged or truncated gzip file after line "
              + line
              + ": "
              + (e.getMessage() == null ? "it ends too early" : e.getMessage())
              + "; write it again",
          e);
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

    TsvLines(BufferedReader reader) {
      this.reader = reader;
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
      // Records of a wrong width are our caller's to report, with all others.
      reader =
          CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(source);
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
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new DataException(
            file + ": after line " + line + ": no CSV: " + cause.getMessage() + "; correct it", e);
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
