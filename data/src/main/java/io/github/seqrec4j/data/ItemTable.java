package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.table.Column;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.Reason;
import io.github.seqrec4j.data.table.TableFiles;
import io.github.seqrec4j.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of a dataset directory in the order of their file, which is the order of feature rows.
 * It reads neither interactions nor features, so that features can be encoded anew when those there
 * no longer fit.
 *
 * @param ids identifiers, at least one, each once
 * @param titles title of each item, blank where it has none
 */
public record ItemTable(List<String> ids, List<String> titles) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they differ in length
   */
  public ItemTable {
    ids = List.copyOf(ids);
    titles = List.copyOf(titles);
    if (ids.size() != titles.size()) {
      throw new IllegalArgumentException(ids.size() + " ids, " + titles.size() + " titles");
    }
  }

  /**
   * Reads the items file of a directory.
   *
   * @param spec gives the names of the columns
   * @param needsTitles whether the file must have the column of titles
   * @throws DataException if there is no such file, or a line of it cannot be used
   */
  public static ItemTable read(Path directory, DataSpec spec, boolean needsTitles) {
    Path file = TableFiles.find(directory, "items");
    Problems problems = new Problems(file);
    Map<String, Long> lines = new HashMap<>();
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    String title = "title-column";
    List<Column> columns =
        List.of(
            Column.required(spec.itemColumn(), "item-column"),
            needsTitles
                ? Column.required(spec.titleColumn(), title)
                : Column.sparse(spec.titleColumn(), title));
    try (TableReader table = TableReader.open(file, columns, problems)) {
      while (table.next()) {
        if (table.isBlank(0)) {
          problems.add(
              Reason.EMPTY, table.line(), "empty item in column '" + spec.itemColumn() + "'");
          continue;
        }
        String item = table.text(0);
        Long before = lines.putIfAbsent(item, table.line());
        if (before != null) {
          problems.add(
              Reason.DUPLICATE,
              table.line(),
              "duplicate item '"
                  + Problems.shown(item)
                  + "', first at line "
                  + before
                  + "; an item has one line");
          continue;
        }
        ids.add(item);
        titles.add(table.has(1) ? table.text(1) : "");
      }
    }
    problems.check();
    if (ids.isEmpty()) {
      throw new DataException(file + ": no items after the header; add one line per item");
    }
    return new ItemTable(ids, titles);
  }
}
