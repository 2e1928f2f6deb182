package io.github.seqrec4j.imports;

import java.util.Locale;

/**
 * A dictionary as Python prints it, rewritten as JSON: the form of the metadata of Amazon Reviews
 * 2014. Strings in either quotes with Python's escapes, lists, tuples, numbers, {@code True},
 * {@code False} and {@code None}. What JSON has no word for is an error.
 */
final class PythonLiteral {

  private final String text;
  private final StringBuilder json;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
    json = new StringBuilder(text.length() + 16);
  }

  /** Whether a line begins like a dictionary whose first key Python quoted, not JSON. */
  static boolean isLikely(String line) {
    int i = 0;
    while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
      i++;
    }
    if (i == line.length() || line.charAt(i) != '{') {
      return false;
    }
    i++;
    while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
      i++;
    }
    return line.startsWith("'", i) || line.startsWith("u'", i);
  }

  /**
   * The same in JSON.
   *
   * @throws RejectedRecord if it is no Python literal; whether the JSON is well-formed, its reader
   *     tells
   */
  static String toJson(String text) throws RejectedRecord {
    return new PythonLiteral(text).convert();
  }

  private String convert() throws RejectedRecord {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        string();
      } else if (Character.isLetter(c)) {
        word();
      } else {
        json.append(c == '(' ? '[' : c == ')' ? ']' : c);
        at++;
      }
    }
    return json.toString();
  }

  private void word() throws RejectedRecord {
    int from = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    boolean prefix = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
    if (prefix && word.equalsIgnoreCase("u")) {
      return; // of a string of Python 2
    }
    boolean number = from > 0 && isDigitOrPoint(text.charAt(from - 1));
    switch (word) {
      case "True", "False" -> json.append(word.toLowerCase(Locale.ROOT));
      case "None" -> json.append("null");
      case "e", "E" -> {
        if (!number) {
          throw malformed(from, "unexpected '" + word + "'");
        }
        json.append(word); // of an exponent
      }
      case "L" -> {
        if (!number) {
          throw malformed(from, "unexpected 'L'");
        }
      } // a long of Python 2
      default -> throw malformed(from, "unexpected '" + FieldTexts.shown(word) + "'");
    }
  }

  private static boolean isDigitOrPoint(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private void string() throws RejectedRecord {
    int from = at;
    char quote = text.charAt(at++);
    json.append('"');
    while (true) {
      if (at >= text.length()) {
        throw malformed(from, "a string without an end");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        json.append('"');
        return;
      }
      if (c == '\\') {
        escape(from);
      } else {
        append(c);
      }
    }
  }

  private void escape(int from) throws RejectedRecord {
    if (at >= text.length()) {
      throw malformed(from, "a string without an end");
    }
    char c = text.charAt(at++);
    switch (c) {
      case '\\', '\'', '"' -> append(c);
      case 'n' -> append('\n');
      case 'r' -> append('\r');
      case 't' -> append('\t');
      case 'b' -> append('\b');
      case 'f' -> append('\f');
      case 'a' -> append('\u0007');
      case 'v' -> append('\u000B');
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      case 'N' -> throw malformed(at - 2, "a character by its name, \\N{...}");
      default -> {
        if (c >= '0' && c <= '7') {
          octal(c);
        } else { // Python keeps what is no escape
          append('\\');
          append(c);
        }
      }
    }
  }

  private void octal(char first) {
    int code = first - '0';
    for (int i = 0; i < 2 && at < text.length(); i++) {
      char next = text.charAt(at);
      if (next < '0' || next > '7') {
        break;
      }
      code = code * 8 + next - '0';
      at++;
    }
    append((char) code);
  }

  private void code(int digits) throws RejectedRecord {
    int from = at - 2;
    int code;
    try {
      String number = text.substring(at, Math.min(at + digits, text.length()));
      code =
          number.length() < digits || number.startsWith("-") || number.startsWith("+")
              ? -1
              : Integer.parseInt(number, 16);
    } catch (NumberFormatException e) {
      code = -1;
    }
    if (!Character.isValidCodePoint(code)) {
      throw malformed(from, "an escape that is no character");
    }
    at += digits;
    for (char c : Character.toChars(code)) {
      append(c);
    }
  }

  /** A character of a JSON string. */
  private void append(char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ') {
      json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      json.append(c);
    }
  }

  private RejectedRecord malformed(int position, String what) {
    return new RejectedRecord(
        "not a Python literal: "
            + what
            + " at character "
            + (position + 1)
            + " of '"
            + FieldTexts.shown(text)
            + "'; expected a dictionary as Python prints it, or JSON");
  }
}
