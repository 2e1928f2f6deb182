package io.github.seqrec4j.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, ended by LF or CR LF, decoded one by one, so that a badly encoded line is one
 * malformed record and not the end of the file.
 */
final class ByteLines {

  /** Longest line in bytes; anything longer is no table but some other file. */
  static final int LONGEST = 1 << 26;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private byte[] buffer = new byte[1 << 16];
  private int from; // of what is buffered and not yet a line
  private int to;
  private boolean over;
  private long line;

  ByteLines(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Number of the last line, from 1. */
  long line() {
    return line;
  }

  /**
   * The next line, or null at the end.
   *
   * @throws RejectedRecord if it is not in the encoding
   * @throws IOException if it cannot be read, or is longer than {@value #LONGEST} bytes
   */
  @Nullable String next() throws IOException, RejectedRecord {
    int end = find();
    if (end < 0) {
      return null;
    }
    line++;
    int start = from;
    from = Math.min(end + 1, to);
    int last = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    try {
      String text = decoder.decode(ByteBuffer.wrap(buffer, start, last - start)).toString();
      boolean marked =
          line == 1
              && charset.equals(StandardCharsets.UTF_8)
              && !text.isEmpty()
              && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new RejectedRecord(
          "not valid "
              + charset
              + ": '"
              + FieldTexts.shown(new String(buffer, start, last - start, charset))
              + "'; expected text in that encoding");
    }
  }

  /** Where the line that starts at {@code from} ends; -1 if there is no more. */
  private int find() throws IOException {
    int at = from;
    while (true) {
      for (; at < to; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      if (over) {
        return from < to ? to : -1;
      }
      at -= from;
      fill();
      at += from;
    }
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      if (to >= LONGEST) {
        throw new IOException(
            "line "
                + (line + 1)
                + " is longer than "
                + LONGEST
                + " bytes: no table of this format");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, to, buffer.length - to);
    if (count < 0) {
      over = true;
    } else {
      to += count;
    }
  }
}
