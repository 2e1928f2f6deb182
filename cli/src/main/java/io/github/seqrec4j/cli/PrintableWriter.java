package io.github.seqrec4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Lets through what a terminal shows, and writes as {@code \}{@code uXXXX}, which JSON reads too,
 * what a terminal obeys. Identifiers and titles come from anyone: an escape sequence in one would
 * recolour or rename the window of whoever looks, a mark of direction turn the rest of the line
 * around, a carriage return write over it.
 */
final class PrintableWriter extends Writer {

  private final PrintWriter out;

  PrintableWriter(PrintWriter out) {
    this.out = out;
  }

  /** A text as a terminal may be given it; its ends of lines stay. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endOfLine = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      boolean pair =
          (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1)))
              || (i > 0 && Character.isSurrogatePair(text.charAt(i - 1), c));
      if (endOfLine || pair || isPrintable(c)) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown.toString();
  }

  private static boolean isPrintable(char c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> c == '\u200c' || c == '\u200d'; // join letters, join pictures
      default -> true;
    };
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    out.write(printable(new String(characters, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) {
    out.write(printable(text.substring(offset, offset + length)));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
