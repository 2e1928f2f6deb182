package io.github.seqrec4j.data.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A point in time as files and settings write it: a number, whose unit is the file's own, or a date
 * or date-time of ISO 8601 such as {@code 2024-05-01}, {@code 2024-05-01T12:30:00} or {@code
 * 2024-05-01 12:30:00.5+02:00}, in UTC where it names no offset, which counts in seconds since
 * 1970.
 *
 * @param text as it was written
 */
public record Time(String text) {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[-+]?[0-9]{4,}-[0-9]{2}-[0-9]{2}.*");

  /** What a time is written as. */
  public enum Kind {
    NUMBER,
    DATE
  }

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is neither a number nor a date
   */
  public Time {
    if (Double.isNaN(value(text))) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time: expected a number in the unit of the file, or a date such as 2024-05-01 or 2024-05-01T12:30:00Z");
    }
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if it is neither a number nor a date
   */
  public static Time parse(String text) {
    return new Time(text);
  }

  /** The number, or the seconds since 1970. */
  public double value() {
    return value(text);
  }

  /** Whether it is a number or a date. */
  public Kind kind() {
    return kind(text);
  }

  static Kind kind(String text) {
    return DATE.matcher(text.strip()).matches() ? Kind.DATE : Kind.NUMBER;
  }

  /** The number, or the seconds since 1970; NaN where the text is neither. Never -0. */
  static double value(String text) {
    String stripped = text.strip();
    if (DATE.matcher(stripped).matches()) {
      return seconds(stripped);
    }
    double value = NUMBER.matcher(stripped).matches() ? Double.parseDouble(stripped) : Double.NaN;
    return Double.isInfinite(value) ? Double.NaN : value + 0.0;
  }

  private static double seconds(String text) {
    try {
      if (text.length() <= 10) {
        return LocalDate.parse(text).toEpochDay() * 86_400.0;
      }
      String iso = text.replace(' ', 'T');
      String clock = iso.substring(iso.indexOf('T') + 1);
      boolean offset = clock.endsWith("Z") || clock.contains("+") || clock.contains("-");
      OffsetDateTime time =
          offset ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
      return time.toEpochSecond() + time.getNano() / 1e9;
    } catch (DateTimeException e) {
      return Double.NaN; // the caller's to report, with its place
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
