package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The problems of one file: the first few in full, the rest counted. */
final class Problems {

  private static final int SHOWN = 5;
  private static final int LONGEST = 120; // characters of a value in a message

  private final Path file;
  private final List<String> first = new ArrayList<>();
  private long count;

  Problems(Path file) {
    this.file = file;
  }

  /** Notes a problem of a line, counted from 1. */
  void add(long line, String message) {
    count++;
    if (first.size() < SHOWN) {
      first.add(file + ": " + line + ": " + message);
    }
  }

  /** A value on one line, cut where it is long. */
  static String shown(String value) {
    String whole = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    return whole.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  /** Throws if there was any. */
  void check() {
    if (count > first.size()) {
      first.add(file + ": " + (count - SHOWN) + " more problems of " + count + " in all");
    }
    if (count > 0) {
      throw new DataException(String.join(System.lineSeparator(), first));
    }
  }
}
