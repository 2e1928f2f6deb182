package io.github.seqrec4j.data.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Identifiers in two files: their UTF-8 bytes one behind the other, and where each begins, with one
 * more entry for the end.
 */
final class IdFile {

  private static final String BYTES = ".utf8";
  private static final String STARTS = ".starts";

  private final MappedArray bytes;
  private final MappedArray starts;

  private IdFile(MappedArray bytes, MappedArray starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  static IdFile open(Path directory, String name, int size) throws IOException {
    MappedArray starts =
        MappedArray.open(directory.resolve(name + STARTS), (size + 1L) * Long.BYTES);
    return new IdFile(
        MappedArray.open(directory.resolve(name + BYTES), starts.getLong(size)), starts);
  }

  String text(int index) {
    long from = starts.getLong(index);
    return new String(
        bytes.getBytes(from, Math.toIntExact(starts.getLong(index + 1L) - from)),
        StandardCharsets.UTF_8);
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
