package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What importers look at before a file is read. */
final class Headers {

  private Headers() {}

  /**
   * That the first record of a CSV file names these columns.
   *
   * @throws DataException otherwise
   */
  static void check(Path file, List<String> expected) {
    List<String> header = RecordReader.first(file, Layout.csv(StandardCharsets.UTF_8));
    if (!header.equals(expected)) {
      throw new DataException(
          file
              + ": 1: expected the header "
              + String.join(",", expected)
              + ", got '"
              + FieldTexts.shown(String.join(",", header))
              + "'; is it another file of that name?");
    }
  }

  /** Whether every line of a file is text in an encoding. */
  static boolean isAll(Path file, Charset charset) {
    try (RecordReader reader = new RecordReader(file, Layout.lines(charset), ByteProgress.NONE)) {
      List<String> record = reader.next();
      while (record != null) {
        record = reader.next();
      }
      return true;
    } catch (RejectedRecord e) {
      return false;
    }
  }
}
