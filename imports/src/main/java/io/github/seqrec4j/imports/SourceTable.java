package io.github.seqrec4j.imports;

import java.nio.file.Path;

/**
 * A file of records, plain or gzipped (told by its first bytes, not by its name).
 *
 * @param file where it is
 * @param layout how it is cut into records and fields
 * @param headers how many records at its head are no data, at least 0
 * @param parser reads a record
 * @param <T> what its records say
 */
public record SourceTable<T>(Path file, Layout layout, int headers, RecordParser<T> parser) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if headers is negative
   */
  public SourceTable {
    if (headers < 0) {
      throw new IllegalArgumentException("headers must be at least 0: " + headers);
    }
  }
}
