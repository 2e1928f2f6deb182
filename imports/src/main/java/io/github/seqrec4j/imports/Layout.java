package io.github.seqrec4j.imports;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * How a file is cut into records and fields. Blank lines are no records.
 *
 * @param kind what a record is
 * @param separator what stands between fields, where the kind has one
 * @param charset how text is encoded; bytes that are not are an error, never replaced
 */
public record Layout(Kind kind, String separator, Charset charset) {

  /** What a record is. */
  public enum Kind {
    /** A line, one field. */
    LINES,
    /** A line, fields apart by a separator, nothing quoted. */
    SEPARATED,
    /** A record of RFC 4180: fields apart by commas, quoted where they hold commas or lines. */
    CSV
  }

  /** A record is a line and has one field, the line. */
  public static Layout lines(Charset charset) {
    return new Layout(Kind.LINES, "", charset);
  }

  /**
   * A record is a line; nothing is quoted.
   *
   * @throws IllegalArgumentException if the separator is empty
   */
  public static Layout separated(String separator, Charset charset) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("separator: empty; expected at least one character");
    }
    return new Layout(Kind.SEPARATED, separator, charset);
  }

  /** RFC 4180. */
  public static Layout csv(Charset charset) {
    return new Layout(Kind.CSV, ",", charset);
  }

  /** Fields of a line. */
  List<String> fields(String line) {
    if (kind != Kind.SEPARATED) {
      return List.of(line);
    }
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
      fields.add(line.substring(from, to));
      from = to + separator.length();
    }
    fields.add(line.substring(from));
    return fields;
  }
}
