package io.github.seqrec4j.data.ingest;

/**
 * The columns of the database's table of interactions: user {@code u}, item {@code i}, time {@code
 * t} and its billionths {@code f}, and, where they are read, category {@code c} and value {@code
 * v}.
 *
 * @param categories whether categories are read
 * @param values whether values are read
 */
record EventColumns(boolean categories, boolean values) {

  private static final int FIXED = 4;

  static EventColumns of(IngestSettings settings) {
    return new EventColumns(settings.categoryColumn() != null, settings.valueColumn() != null);
  }

  /** Their names, in order. */
  String names() {
    return "u, i, t, f" + (categories ? ", c" : "") + (values ? ", v" : "");
  }

  /** The same with their types. */
  String types() {
    return "u integer, i integer, t bigint, f integer"
        + (categories ? ", c integer" : "")
        + (values ? ", v double" : "");
  }

  /** Place of the value among them, from 1. */
  int value() {
    return FIXED + (categories ? 2 : 1);
  }
}
