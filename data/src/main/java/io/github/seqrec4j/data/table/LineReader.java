package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Lines of bytes, ended by LF, CR or CR LF, behind a byte order mark if there is one. A line is a
 * stretch of {@link #buffer()} until the next is read: none is copied.
 */
final class LineReader implements AutoCloseable {

  private static final int LONGEST = 1 << 26;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int next; // first byte not yet in a line
  private int limit; // end of what was read
  private int start;
  private int end;
  private long line;
  private boolean skipLineFeed;

  LineReader(Path file, ByteProgress progress) {
    this.file = file;
    try {
      in = Input.open(file, progress);
    } catch (IOException e) {
      throw Input.failure(file, 0, e);
    }
  }

  byte[] buffer() {
    return buffer;
  }

  /** First byte of the line. */
  int start() {
    return start;
  }

  /** Behind its last byte. */
  int end() {
    return end;
  }

  /** Number of the line, from 1. */
  long line() {
    return line;
  }

  /** Goes to the next line; false at the end. */
  boolean next() {
    try {
      if (line == 0) {
        passByteOrderMark();
      }
      if (skipLineFeed && (next < limit || fill()) && buffer[next] == '\n') {
        next++;
      }
      skipLineFeed = false;
      int at = next;
      while (true) {
        byte[] bytes = buffer;
        int to = limit;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
          at++;
        }
        if (at < to) {
          take(at);
          skipLineFeed = bytes[at] == '\r';
          next = at + 1;
          return true;
        }
        int scanned = at - next;
        if (!fill()) {
          if (next == limit) {
            return false;
          }
          take(limit);
          next = limit;
          return true;
        }
        at = next + scanned;
      }
    } catch (IOException e) {
      throw Input.failure(file, line, e);
    }
  }

  private void take(int to) {
    start = next;
    end = to;
    line++;
  }

  private void passByteOrderMark() throws IOException {
    while (limit < BYTE_ORDER_MARK.length && fill()) {
      // three bytes, or the whole file
    }
    if (limit >= BYTE_ORDER_MARK.length
        && Arrays.equals(Arrays.copyOf(buffer, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      next = BYTE_ORDER_MARK.length;
    }
  }

  /** Reads more behind what is not yet in a line; false at the end of the file. */
  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      if (next > 0) {
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= next;
        next = 0;
      } else if (buffer.length < LONGEST) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      } else {
        throw new DataException(
            file
                + ": "
                + (line + 1)
                + ": a line of more than "
                + (LONGEST >> 20)
                + " MiB; is this a text file?");
      }
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /** A stretch of the buffer as text, or an error if it is no UTF-8. */
  String text(int from, int to) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(buffer, from, to - from))
        .toString();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Input.failure(file, line, e);
    }
  }
}
