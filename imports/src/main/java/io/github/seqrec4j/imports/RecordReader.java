package io.github.seqrec4j.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.CountedInputStream;
import io.github.seqrec4j.api.files.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The records of one file, plain or gzipped, and the SHA-256 of its bytes. */
final class RecordReader implements AutoCloseable {

  private static final int BUFFER = 1 << 16; // bytes
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final Layout layout;
  private final InputStream raw; // counts and digests
  private final MessageDigest digest;
  private final @Nullable ByteLines lines;
  private final @Nullable CsvReader<CsvRecord> csv;
  private final @Nullable Iterator<CsvRecord> csvRecords;
  private long line;

  /**
   * Opens a file.
   *
   * @param progress is told of every byte read, before it is unpacked
   * @throws DataException if it starts like a gzip file but is none
   */
  RecordReader(Path file, Layout layout, ByteProgress progress) {
    this.file = file;
    this.layout = layout;
    digest = Sha256.digest();
    InputStream opened = null;
    try {
      opened = Files.newInputStream(file);
      raw = new DigestInputStream(new CountedInputStream(opened, progress), digest);
      BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
      InputStream plain = isZipped(in) ? new GZIPInputStream(in, BUFFER) : in;
      if (layout.kind() == Layout.Kind.CSV) {
        lines = null;
        csv =
            CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(decoded(plain));
        csvRecords = csv.iterator();
      } else {
        lines = new ByteLines(plain, layout.charset());
        csv = null;
        csvRecords = null;
      }
    } catch (IOException e) {
      throw closed(opened, failure(e));
    }
  }

  /** The first record of a file, or an empty list where it has none. */
  static List<String> first(Path file, Layout layout) {
    try (RecordReader reader = new RecordReader(file, layout, ByteProgress.NONE)) {
      List<String> first = reader.next();
      return first == null ? List.of() : first;
    } catch (RejectedRecord e) {
      throw new DataException(file + ": 1: " + e.getMessage() + "; correct it", e);
    }
  }

  private InputStreamReader decoded(InputStream in) {
    return new InputStreamReader(
        in,
        layout
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static boolean isZipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC;
  }

  /**
   * The next record's fields, or null at the end; blank lines are passed over.
   *
   * @throws RejectedRecord if it is not in the encoding
   * @throws DataException if the file is damaged, so that nothing after it can be read
   */
  @Nullable List<String> next() throws RejectedRecord {
    try {
      return lines == null ? nextCsv() : nextLine(lines);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private @Nullable List<String> nextLine(ByteLines source) throws IOException, RejectedRecord {
    while (true) {
      String text;
      try {
        text = source.next();
      } finally {
        line = source.line();
      }
      if (text == null) {
        return null;
      }
      if (!text.isBlank()) {
        return layout.fields(text);
      }
    }
  }

  private @Nullable List<String> nextCsv() throws IOException {
    Iterator<CsvRecord> records = csvRecords;
    if (records == null) {
      throw new IllegalStateException("a reader has lines or CSV");
    }
    try {
      while (records.hasNext()) {
        CsvRecord next = records.next();
        boolean start = line == 0;
        line = next.getStartingLineNumber();
        List<String> fields = next.getFields();
        if (start && fields.get(0).startsWith(String.valueOf(BYTE_ORDER_MARK))) {
          fields = new java.util.ArrayList<>(fields);
          fields.set(0, fields.get(0).substring(1));
        }
        if (fields.size() > 1 || !fields.get(0).isBlank()) {
          return fields;
        }
      }
      return null;
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

  /** Line the last record starts at, from 1. */
  long line() {
    return line;
  }

  /** SHA-256 of the file as it lies, in hexadecimal; reads what is left of it. */
  String hash() {
    try {
      byte[] rest = new byte[BUFFER];
      int count = raw.read(rest); // only the digest wants it
      while (count >= 0) {
        count = raw.read(rest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new DataException(
          file + ": after line " + line + ": not valid " + layout.charset() + "; convert the file",
          e);
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new DataException(
          file
              + ": damaged or truncated gzip file after line "
              + line
              + ": "
              + (e.getMessage() == null ? "it ends too early" : e.getMessage())
              + "; get it again",
          e);
    }
    return new UncheckedIOException(file + ": " + e.getMessage(), e);
  }

  private static RuntimeException closed(@Nullable InputStream in, RuntimeException failure) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
