package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.util.List;

/** The names of a table's columns, in the first line of a file or in its schema. */
final class Header {

  private final Path file;
  private final List<String> names;

  Header(Path file, List<String> names) {
    this.file = file;
    this.names = List.copyOf(names);
  }

  static DataException empty(Path file) {
    return new DataException(file + ": 1: the file is empty; its first line must name the columns");
  }

  int size() {
    return names.size();
  }

  /**
   * Where the columns are, -1 for an optional one that is not there.
   *
   * @throws DataException if a required one is missing, or one is there twice
   */
  int[] places(List<Column> columns) {
    return columns.stream().mapToInt(this::place).toArray();
  }

  private int place(Column column) {
    int place = names.indexOf(column.name());
    if (place < 0
        && (column.need() == Column.Need.REQUIRED || column.need() == Column.Need.LISTED)) {
      throw new DataException(
          file
              + ": 1: no column '"
              + column.name()
              + "'; the columns are "
              + this
              + "; rename one or set "
              + column.setting()
              + " (in a file for --config, or by --set)"
              + otherSeparator());
    }
    if (place != names.lastIndexOf(column.name())) {
      throw new DataException(
          file
              + ": 1: two columns '"
              + Problems.shown(column.name())
              + "', the "
              + (place + 1)
              + ". and the "
              + (names.lastIndexOf(column.name()) + 1)
              + ".; rename one of them");
    }
    return place;
  }

  /** A hint where the whole first line is one name. */
  private String otherSeparator() {
    if (names.size() == 1) {
      String line = names.get(0);
      if (line.contains("\t")) {
        return "; the line holds tabs: is this a .tsv file?";
      }
      if (line.contains(";")) {
        return "; the line holds semicolons: fields of a .csv file are apart by commas";
      }
      if (line.contains(",")) {
        return "; the line holds commas: is this a .csv file?";
      }
    }
    return "";
  }

  /** A row of another width than the header. */
  void wrongWidth(Problems problems, long line, List<String> fields) {
    problems.add(
        Reason.FIELDS,
        line,
        "expected "
            + size()
            + " fields ("
            + this
            + "), got "
            + fields.size()
            + ": '"
            + Problems.shown(String.join(" | ", fields))
            + "'"
            + (fields.size() == size() + 1 && fields.get(size()).isBlank()
                ? "; the line ends in a separator too many"
                : ""));
  }

  /** The names, cut where they are long. */
  @Override
  public String toString() {
    return Problems.shown(String.join(", ", names));
  }
}
