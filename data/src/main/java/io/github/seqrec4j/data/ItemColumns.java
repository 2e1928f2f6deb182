package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns of the items file, in the order of the file, which is the order of feature rows.
 *
 * @param ids identifiers, at least one, each once
 * @param columns values by the name of the column, one per item, blank where it has none
 */
public record ItemColumns(List<String> ids, Map<String, List<String>> columns) {

  /** Copies the identifiers. */
  public ItemColumns {
    ids = List.copyOf(ids);
    columns = Map.copyOf(columns);
  }

  /**
   * Reads columns of the items file of a directory.
   *
   * @param spec gives the name of the column with the item
   * @param names columns to read
   * @throws DataException if there is no such file or column, or a line of it cannot be used
   */
  public static ItemColumns read(Path directory, DataSpec spec, Set<String> names) {
    Path file = DatasetFiles.find(directory, "items");
    Problems problems = new Problems(file);
    Set<String> seen = new HashSet<>();
    List<String> ids = new ArrayList<>();
    Map<String, List<String>> columns = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    try (TableReader table = new TableReader(file, DatasetFiles.digest())) {
      int id = table.requiredColumn(spec.itemColumn(), "item-column");
      for (String name : names) {
        places.put(name, required(table, name));
        columns.put(name, new ArrayList<>());
      }
      for (String[] fields = table.next(problems); fields != null; fields = table.next(problems)) {
        String item = fields[id];
        if (item.isBlank() || !seen.add(item)) {
          String what = item.isBlank() ? "empty item" : "duplicate item '" + item + "'";
          problems.add(table.line(), what + "; an item has one line");
          continue;
        }
        ids.add(item);
        String[] record = fields;
        columns.forEach((name, values) -> values.add(record[places.getOrDefault(name, id)]));
      }
    }
    problems.check();
    if (ids.isEmpty()) {
      throw new DataException(file + ": no items after the header; add one line per item");
    }
    return new ItemColumns(ids, columns);
  }

  /**
   * The value of an item.
   *
   * @param item its index, from 0
   * @throws IllegalArgumentException if the column was not read
   */
  public String value(String column, int item) {
    List<String> values = columns.get(column);
    if (values == null) {
      throw new IllegalArgumentException(
          "column '" + column + "' was not read; read are " + columns.keySet());
    }
    return values.get(item);
  }

  private static int required(TableReader table, String name) {
    int column = table.column(name);
    if (column < 0) {
      throw new DataException(
          table.file()
              + ": 1: no column '"
              + Problems.shown(name)
              + "' to encode; the columns are "
              + Problems.shown(String.join(", ", table.columns()))
              + "; name others in seqrec4j.encode.text.template, or set"
              + " seqrec4j.data.title-column");
    }
    return column;
  }
}
