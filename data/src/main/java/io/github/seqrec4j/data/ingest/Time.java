package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import java.math.BigDecimal;

/**
 * A point in time as files and settings write it: a number, whose unit is the file's own, or a date
 * or date-time of ISO 8601 such as {@code 2024-05-01}, {@code 2024-05-01T12:30:00} or {@code
 * 2024-05-01 12:30:00.5+02:00}, in UTC where it names no offset, which counts in seconds since
 * 1970. Times are exact: at most 9 decimals and a whole part of 64 bits.
 *
 * @param text as it was written
 */
public record Time(String text) implements Comparable<Time> {

  /** What a time is written as. */
  public enum Kind {
    NUMBER,
    DATE
  }

  /** What a file's numbers count since 1970. */
  public enum Unit {
    SECONDS(0),
    MILLISECONDS(3),
    MICROSECONDS(6),
    NANOSECONDS(9);

    private final int digits;

    Unit(int digits) {
      this.digits = digits;
    }

    /** How many decimals of a second one of them is. */
    public int digits() {
      return digits;
    }
  }

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is neither a number nor a date
   */
  public Time {
    moment(text);
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if it is neither a number nor a date
   */
  public static Time parse(String text) {
    return new Time(text);
  }

  private static Moment moment(String text) {
    try {
      return TimeText.ISO.read(text);
    } catch (TimeText.Unreadable e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time: expected a number in the unit of the file, of at most 9 decimals and"
              + " 64 bits before them, or a date such as 2024-05-01 or 2024-05-01T12:30:00Z",
          e);
    }
  }

  /** The same, to be compared with those of rows. */
  @Internal
  public Moment moment() {
    return moment(text);
  }

  /** The number, or the seconds since 1970. */
  public BigDecimal value() {
    return moment().value();
  }

  /** Whether it is a number or a date. */
  public Kind kind() {
    return moment().kind();
  }

  /** By the numbers, whatever they were written as. */
  @Override
  public int compareTo(Time other) {
    return moment().compareTo(other.moment());
  }

  @Override
  public String toString() {
    return text;
  }
}
