package io.github.seqrec4j.imports;

import java.util.List;

/** Checks that parsers share. */
final class Records {

  private Records() {}

  /**
   * That a record has so many fields.
   *
   * @param names of the fields, for the message
   */
  static void width(List<String> record, int expected, List<String> names) throws RejectedRecord {
    if (record.size() != expected) {
      throw new RejectedRecord(
          "expected "
              + expected
              + " fields ("
              + FieldTexts.shown(String.join(", ", names))
              + "), got "
              + record.size()
              + ": '"
              + FieldTexts.shown(String.join(" | ", record))
              + "'");
    }
  }
}
