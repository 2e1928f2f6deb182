package io.github.seqrec4j.imports;

import java.math.BigDecimal;

/**
 * What may stand in a field of the written tables, which quote nothing: no tab, no end of line, no
 * other control character.
 */
final class FieldTexts {

  private static final int LONGEST = 120; // characters of a value in a message
  private static final char REPLACEMENT = '\uFFFD';
  // A time is compared exactly within 64 bits and with 9 decimals.
  private static final BigDecimal FURTHEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int TIME_DECIMALS = 9;
  private static final int SHORT_NUMBER = 18; // digits that are within it at a glance

  private FieldTexts() {}

  /**
   * Free text in one line: each run of white space and control characters becomes one space, those
   * at its ends go; half of a surrogate pair becomes U+FFFD.
   */
  static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isGap(c)) {
        gap = true;
        continue;
      }
      if (gap && !cleaned.isEmpty()) {
        cleaned.append(' ');
      }
      gap = false;
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        cleaned.append(c).append(text.charAt(++i));
      } else {
        cleaned.append(Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return cleaned.toString();
  }

  private static boolean isGap(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /**
   * An identifier, which must be kept as it is.
   *
   * @param kind user or item, for the message
   */
  static String id(String kind, String id) throws RejectedRecord {
    boolean blank = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isLone(id, i)) {
        throw new RejectedRecord(
            kind
                + " '"
                + shown(id)
                + "' holds a control character at position "
                + (i + 1)
                + "; an identifier is plain text on one line");
      }
      blank &= Character.isWhitespace(c);
    }
    if (blank) {
      throw new RejectedRecord("empty " + kind + "; expected an identifier");
    }
    return id;
  }

  private static boolean isLone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /**
   * A number as a plain decimal: {@code 9.78e8} becomes {@code 978000000}.
   *
   * @param what what it is, for the message
   */
  static String number(String what, String text) throws RejectedRecord {
    String stripped = text.strip();
    if (isShortWhole(stripped)) {
      return stripped;
    }
    try {
      BigDecimal number = new BigDecimal(stripped);
      if (number.precision() - (long) number.scale() <= FURTHEST.precision() - FURTHEST.scale()
          && number.scale() <= LONGEST
          && number.abs().compareTo(FURTHEST) <= 0) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      }
    } catch (NumberFormatException e) {
      throw new RejectedRecord(
          what + " '" + shown(text) + "' is no number; expected one such as 1000000001 or 4.5");
    }
    throw new RejectedRecord(
        what
            + " '"
            + shown(text)
            + "' is out of range; expected a number within "
            + FURTHEST
            + " of zero");
  }

  /** A time as a plain decimal, which has at most 9 decimals, as more are not compared. */
  static String time(String text) throws RejectedRecord {
    String number = number("timestamp", text);
    int point = number.indexOf('.');
    if (point >= 0 && number.length() - point - 1 > TIME_DECIMALS) {
      throw new RejectedRecord(
          "timestamp '"
              + shown(text)
              + "' has more than "
              + TIME_DECIMALS
              + " decimals, which are not compared; round it");
    }
    return number;
  }

  private static boolean isShortWhole(String text) {
    if (text.isEmpty()
        || text.length() > SHORT_NUMBER
        || (text.length() > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** A value for a message: on one line, cut where it is long. */
  static String shown(String value) {
    String whole = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    StringBuilder shown = new StringBuilder(whole.length());
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      switch (c) {
        case '\t' -> shown.append("\\t");
        case '\r' -> shown.append("\\r");
        case '\n' -> shown.append("\\n");
        default -> shown.append(Character.isISOControl(c) ? REPLACEMENT : c);
      }
    }
    return shown.toString();
  }
}
