package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.UsageException;

/**
 * How many malformed records a table may have before the import stops.
 *
 * @param records at most so many, at least 0
 * @param percent at most so many of a hundred records read, in [0, 100]
 */
public record RejectLimit(long records, double percent) {

  /** None: the first malformed record stops the import. */
  public static final RejectLimit NONE = new RejectLimit(0, 0);

  /**
   * Checks the ranges. A limit is one of the two: the other is 0.
   *
   * @throws UsageException if a value is out of range, or both are above 0
   */
  public RejectLimit {
    if (records < 0) {
      throw new UsageException("records must be at least 0: " + records);
    }
    if (!(percent >= 0 && percent <= 100)) {
      throw new UsageException("percent must be in [0, 100]: " + percent);
    }
    if (records > 0 && percent > 0) {
      throw new UsageException(
          "give a limit in records or in percent, not both: " + records + ", " + percent + "%");
    }
  }

  /**
   * Reads {@code 20} or {@code 0.5%}.
   *
   * @throws UsageException if it is neither
   */
  public static RejectLimit of(String text) {
    String stripped = text.strip();
    try {
      return stripped.endsWith("%")
          ? new RejectLimit(0, Double.parseDouble(stripped.substring(0, stripped.length() - 1)))
          : new RejectLimit(Long.parseLong(stripped), 0);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "limit of rejected records: expected a count such as 20 or a share such as 0.5%, got '"
              + text
              + "'",
          e);
    }
  }

  /** Whether so many end the import before the table is read to its end. */
  boolean stopsAt(long rejected) {
    return percent == 0 && rejected > records;
  }

  /** Whether so many of a whole table are within the limit. */
  boolean allows(long rejected, long read) {
    return percent == 0 ? rejected <= records : rejected <= read * (percent / 100);
  }

  @Override
  public String toString() {
    return percent == 0 ? Long.toString(records) : percent + "%";
  }
}
