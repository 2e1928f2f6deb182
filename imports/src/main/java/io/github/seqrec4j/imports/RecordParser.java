package io.github.seqrec4j.imports;

import java.util.List;

/**
 * Reads a record of a table.
 *
 * @param <T> what it reads
 */
@FunctionalInterface
public interface RecordParser<T> {

  /**
   * Reads a record.
   *
   * @param fields as {@link Layout} cuts them; never empty
   * @return what the record says: one, several where a line holds a sequence, or none where it says
   *     only what earlier ones did
   * @throws RejectedRecord if it is malformed
   */
  List<T> parse(List<String> fields) throws RejectedRecord;
}
