package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times: numbers and dates of ISO 8601, or dates of a format. */
@Internal
public final class TimeText {

  /** Numbers and dates of ISO 8601. */
  static final TimeText ISO = new TimeText(null);

  private static final int LONGEST = 64; // characters of a number
  private static final int WHOLE_DIGITS = 19; // of the largest number of 64 bits
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");
  private static final Pattern DATED = Pattern.compile("[-+]?[0-9]{4,}-[0-9]{2}-[0-9]{2}.*");
  private static final Pattern DATE =
      Pattern.compile(
          "([-+]?[0-9]{4,}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9:.]+) ?(Z|z|UTC|GMT|[-+][0-9:]+)?)?");
  private static final String FORMS =
      "2024-05-01, 2024-05-01T12:30:00Z or 2024-05-01 12:30:00.5 +0200";

  private final @Nullable String pattern;
  private final @Nullable DateTimeFormatter format;

  /** A text that is no time, and why. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why);
    }

    /** Why, to follow the text. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  private TimeText(@Nullable String pattern) {
    this.pattern = pattern;
    this.format = pattern == null ? null : formatter(pattern);
  }

  /**
   * Reads dates of a pattern of {@link DateTimeFormatter}, in UTC where they name no offset.
   *
   * @param pattern null for {@link #ISO}
   * @throws IllegalArgumentException if it is none
   */
  public static TimeText of(@Nullable String pattern) {
    return pattern == null ? ISO : new TimeText(pattern);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1) // a year alone is one of our era
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Reads a time.
   *
   * @throws Unreadable if it is none, or cannot be kept exactly
   */
  public Moment read(String text) throws Unreadable {
    String stripped = text.strip();
    if (format != null) {
      return formatted(format, stripped);
    }
    if (isWhole(stripped)) {
      return new Moment(Time.Kind.NUMBER, Long.parseLong(stripped), 0);
    }
    if (DATED.matcher(stripped).matches()) {
      return date(stripped);
    }
    if (stripped.length() > LONGEST || !NUMBER.matcher(stripped).matches()) {
      throw new Unreadable(
          "is neither a number nor a date such as "
              + FORMS
              + "; seqrec4j.data.timestamp-format says how dates are written otherwise, as in"
              + " dd.MM.yyyy HH:mm");
    }
    try {
      return Moment.of(new BigDecimal(stripped));
    } catch (ArithmeticException e) {
      throw new Unreadable(
          "cannot be compared exactly: a time has at most 9 decimals and a whole part of 64 bits;"
              + " round it, or write it in another unit");
    }
  }

  /** Whether a text is digits alone that fit 64 bits: most are, and this is the quick way. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < WHOLE_DIGITS;
  }

  private Moment formatted(DateTimeFormatter by, String text) throws Unreadable {
    try {
      TemporalAccessor read =
          by.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (read instanceof ZonedDateTime zoned) {
        return moment(zoned.toOffsetDateTime());
      }
      if (read instanceof LocalDateTime local) {
        return moment(local.atOffset(ZoneOffset.UTC));
      }
      return moment(LocalDate.from(read).atStartOfDay().atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new Unreadable(
          "is no date as seqrec4j.data.timestamp-format says, '" + pattern + "'" + reason(e));
    }
  }

  private static Moment date(String text) throws Unreadable {
    Matcher parts = DATE.matcher(text);
    try {
      if (parts.matches()) {
        String clock = parts.group(2);
        String zone = parts.group(3);
        LocalDate day = LocalDate.parse(parts.group(1));
        LocalTime time = clock == null ? LocalTime.MIDNIGHT : LocalTime.parse(clock);
        return moment(OffsetDateTime.of(day, time, offset(zone)));
      }
      throw new Unreadable(unreadable(""));
    } catch (DateTimeException e) {
      throw new Unreadable(unreadable(reason(e)));
    }
  }

  private static String unreadable(String reason) {
    return "is a date that cannot be read"
        + reason
        + "; expected one such as "
        + FORMS
        + ", or of the pattern that seqrec4j.data.timestamp-format gives";
  }

  private static ZoneOffset offset(@Nullable String zone) {
    return zone == null || zone.equals("UTC") || zone.equals("GMT")
        ? ZoneOffset.UTC
        : ZoneOffset.of(zone.equals("z") ? "Z" : zone);
  }

  /** What Java says behind the text. */
  private static String reason(DateTimeException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("could not be parsed: ");
    return at < 0 ? "" : " (" + message.substring(at + "could not be parsed: ".length()) + ")";
  }

  private static Moment moment(OffsetDateTime time) {
    return new Moment(Time.Kind.DATE, time.toEpochSecond(), time.getNano());
  }
}
