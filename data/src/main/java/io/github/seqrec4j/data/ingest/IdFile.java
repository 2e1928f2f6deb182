package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.files.MappedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Identifiers in two files: their UTF-8 bytes one behind the other, and where each begins, with one
 * more entry for the end.
 */
final class IdFile implements AutoCloseable {

  private static final String BYTES = ".utf8";
  private static final String STARTS = ".starts";

  private final MappedFile bytes;
  private final MappedFile starts;

  private IdFile(MappedFile bytes, MappedFile starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /**
   * Opens what was written.
   *
   * @throws IOException if a file cannot be read, or is not of its size
   */
  static IdFile open(Path directory, String name, int size) throws IOException {
    MappedFile starts = sized(directory.resolve(name + STARTS), (size + 1L) * Long.BYTES);
    try {
      long bytes = starts.getLong((long) size * Long.BYTES);
      ArrayChecks.rising(starts, bytes);
      return new IdFile(sized(directory.resolve(name + BYTES), bytes), starts);
    } catch (IOException | RuntimeException e) {
      starts.close();
      throw e;
    }
  }

  /** Maps a file of a size. */
  static MappedFile sized(Path path, long expected) throws IOException {
    MappedFile file = MappedFile.open(path);
    if (file.size() != expected) {
      file.close();
      throw new IOException(path + ": " + file.size() + " bytes instead of " + expected);
    }
    return file;
  }

  String text(int index) {
    long from = starts.getLong((long) index * Long.BYTES);
    long to = starts.getLong((index + 1L) * Long.BYTES);
    return new String(bytes.bytes(from, Math.toIntExact(to - from)), StandardCharsets.UTF_8);
  }

  /** All of them, {@code size} in number. */
  List<String> texts(int size) {
    return IntStream.range(0, size).mapToObj(this::text).toList();
  }

  @Override
  public void close() {
    bytes.close();
    starts.close();
  }

  /** Writes the two files, an identifier at a time. */
  static final class Writer implements AutoCloseable {
    private final ArrayFile bytes;
    private final ArrayFile starts;
    private int size;

    Writer(Path directory, String name) throws IOException {
      bytes = new ArrayFile(directory.resolve(name + BYTES));
      try {
        starts = new ArrayFile(directory.resolve(name + STARTS));
      } catch (IOException e) {
        bytes.close();
        throw e;
      }
    }

    int size() {
      return size;
    }

    void add(IdDictionary ids, int code) throws IOException {
      starts.putLong(bytes.bytes());
      bytes.putBytes(ids.bytes(code), ids.start(code), ids.length(code));
      size++;
    }

    void finish() throws IOException {
      starts.putLong(bytes.bytes());
      starts.finish();
      bytes.finish();
    }

    @Override
    public void close() throws IOException {
      try (bytes) {
        starts.close();
      }
    }
  }
}
