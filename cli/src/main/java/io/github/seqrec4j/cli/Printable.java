package io.github.seqrec4j.cli;

import java.util.regex.Pattern;

/** Texts from data in a line of output: a line stays a line, see {@link PrintableWriter}. */
final class Printable {

  private static final Pattern BREAKS = Pattern.compile("[\\t-\\r\\x1c-\\x1f\\u2028\\u2029]");

  private Printable() {}

  /** The text with breaks as blanks and what a terminal obeys as escapes. */
  static String of(String text) {
    return PrintableWriter.printable(BREAKS.matcher(text).replaceAll(" "));
  }
}
