package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table to its end and counts what becomes of each record.
 *
 * @param <T> what its records say
 */
final class TableImport<T> {

  private static final String REPEATED = "rows that repeat earlier ones";

  private final SourceTable<T> table;
  private final RejectLimit limit;
  private final SortedMap<String, Long> dropped = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private long read;
  private long kept;
  private long rejected;

  /** Where records go. */
  @FunctionalInterface
  interface Target<T> {

    /**
     * Writes a record.
     *
     * @return null, or why it is dropped
     * @throws RejectedRecord if it is malformed
     */
    @Nullable String write(T record) throws RejectedRecord, IOException;
  }

  /**
   * What a table came to.
   *
   * @param counts what became of its records
   * @param hash SHA-256 of the file
   */
  record Outcome(TableCounts counts, String hash) {}

  TableImport(SourceTable<T> table, RejectLimit limit) {
    this.table = table;
    this.limit = limit;
  }

  /**
   * Reads it.
   *
   * @throws DataException if more records are malformed than the limit allows
   */
  Outcome run(Target<T> target, ByteProgress progress) throws IOException {
    try (RecordReader reader = new RecordReader(table.file(), table.layout(), progress)) {
      int headers = table.headers();
      while (true) {
        try {
          List<String> fields = reader.next();
          if (fields == null) {
            break;
          }
          if (headers > 0) {
            headers--;
            continue;
          }
          List<T> records = table.parser().parse(fields);
          if (records.isEmpty()) {
            read++;
            dropped.merge(REPEATED, 1L, Long::sum);
          }
          for (T each : records) {
            read++;
            count(target, each, reader.line());
          }
        } catch (RejectedRecord e) {
          read++;
          reject(reader.line(), e);
        }
      }
      if (!limit.allows(rejected, read)) {
        throw tooMany();
      }
      return new Outcome(new TableCounts(read, kept, rejected, dropped, examples), reader.hash());
    }
  }

  private void count(Target<T> target, T each, long line) throws IOException {
    try {
      String why = target.write(each);
      if (why == null) {
        kept++;
      } else {
        dropped.merge(why, 1L, Long::sum);
      }
    } catch (RejectedRecord e) {
      reject(line, e);
    }
  }

  private void reject(long line, RejectedRecord problem) {
    rejected++;
    if (examples.size() < TableCounts.EXAMPLES) {
      examples.add(table.file() + ": " + line + ": " + problem.getMessage());
    }
    if (limit.stopsAt(rejected)) {
      throw tooMany();
    }
  }

  private DataException tooMany() {
    List<String> message = new ArrayList<>(examples);
    message.add(
        table.file()
            + ": "
            + rejected
            + (rejected == 1 ? " malformed record" : " malformed records")
            + " among the "
            + read
            + " read, the limit is "
            + limit
            + "; correct the file, or allow some with --max-rejects N or P%");
    return new DataException(String.join(System.lineSeparator(), message));
  }
}
