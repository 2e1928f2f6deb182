package io.github.seqrec4j.cli;

/**
 * Texts from data on a terminal: a line stays a line, and no character moves the cursor, turns the
 * direction of writing, or hides another.
 */
final class Printable {

  private Printable() {}

  /** The text with breaks as blanks and other characters that do not print as their escapes. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    printable.append(' ');
                case Character.CONTROL -> {
                  if (Character.isWhitespace(c)) {
                    printable.append(' ');
                  } else {
                    escape(printable, c);
                  }
                }
                case Character.FORMAT, Character.SURROGATE -> escape(printable, c);
                default -> printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  private static void escape(StringBuilder printable, int c) {
    printable.append(String.format("\\u%04x", c));
  }
}
