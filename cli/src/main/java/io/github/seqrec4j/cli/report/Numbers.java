package io.github.seqrec4j.cli.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

  /** Standard errors to each side of a mean that a 95 % interval takes: the normal quantile. */
  private static final double QUANTILE = 1.96;

  /** What stands for a number that is not there. */
  static final String NONE = "–";

  private Numbers() {}

  static String metric(double value) {
    return format("%.4f", value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String format(String format, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
  }

  /** Half the width of the 95 % interval. */
  static double margin(double standardError) {
    return QUANTILE * standardError;
  }

  /** Lower end of the 95 % interval of a metric, which is at least 0. */
  static double lower(double value, double standardError) {
    return Math.max(0, value - margin(standardError));
  }

  /** Upper end of the 95 % interval of a metric, which is at most 1. */
  static double upper(double value, double standardError) {
    return Math.min(1, value + margin(standardError));
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  static String megabytes(long bytes) {
    return bytes < 0 ? NONE : count(Math.round(bytes / 1e6));
  }
}
