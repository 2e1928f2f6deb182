package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import java.math.BigDecimal;

/**
 * A column with a number for each interaction, or nothing.
 *
 * @param name as the file writes it
 * @param range what the numbers may be
 */
@Internal
public record NumberColumn(String name, Range range) {

  /** What numbers may be. */
  public enum Range {
    /** Whatever a double holds. */
    ANY,
    /** From 0 to {@value #MOST_NAME}, as losses are multiplied by them. */
    WEIGHT
  }

  /** Largest weight, which sums of many still hold in float32. */
  static final double MOST = 1e12;

  private static final String MOST_NAME = "1e12";

  /** A text that is no number of the column; the message says why and what to do. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }

    /** Why it is none. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * The number of a text; NaN for one without a character in it.
   *
   * @throws Unreadable if it is none, or out of range
   */
  public double read(String text) throws Unreadable {
    if (text.isBlank()) {
      return Double.NaN;
    }
    double value;
    try {
      value = new BigDecimal(text.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw new Unreadable("is no number; write one such as 4 or 0.5, or nothing");
    }
    if (Double.isInfinite(value)) {
      throw new Unreadable("is larger than any double; scale the column");
    }
    if (range == Range.WEIGHT && !(value >= 0 && value <= MOST)) {
      throw new Unreadable(
          "is no weight, which is from 0 (not to be predicted) to "
              + MOST_NAME
              + "; change it, or set seqrec4j.data.targets.weights to equal");
    }
    return value;
  }

  /** All of it that changes what is read, as text. */
  String key() {
    return name + " " + range;
  }
}
