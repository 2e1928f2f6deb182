package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.table.Column;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.TableFiles;
import io.github.seqrec4j.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
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
@Internal
public record ItemColumns(List<String> ids, Map<String, List<String>> columns) {

  private static final String NAMED_BY =
      "seqrec4j.encode.text.template or seqrec4j.data.title-column";

  /** SHA-256 of identifiers in their order, which is what rows of features belong to. */
  public static String hash(List<String> ids) {
    return Sha256.ofParts(ids);
  }

  /** Copies the identifiers. */
  public ItemColumns {
    ids = List.copyOf(ids);
    columns = Map.copyOf(columns);
  }

  /**
   * Reads columns of the items file of a directory.
   *
   * @param spec gives the name of the column with the item
   * @param names columns to read; the file must have them, a line of JSON may lack any
   * @throws DataException if there is no such file or column, or a line of it cannot be used
   */
  public static ItemColumns read(Path directory, DataSpec spec, Set<String> names) {
    return read(directory, spec, names, Set.of());
  }

  /** Likewise; of {@code optional} columns those are read that the file has. */
  static ItemColumns read(
      Path directory, DataSpec spec, Set<String> required, Set<String> optional) {
    return readFile(TableFiles.find(directory, "items"), spec, required, optional);
  }

  /**
   * Reads columns of a file of items, wherever it is.
   *
   * @param required columns that the file must have
   * @param optional columns that are read if it has them
   * @throws DataException as above
   */
  public static ItemColumns readFile(
      Path file, DataSpec spec, Set<String> required, Set<String> optional) {
    Problems problems = new Problems(file);
    ItemRows rows = new ItemRows(file, spec, problems);
    List<String> names = new ArrayList<>(required);
    optional.stream().filter(name -> !required.contains(name)).forEach(names::add);
    List<Column> asked = new ArrayList<>();
    asked.add(Column.required(spec.itemColumn(), "item-column"));
    required.forEach(name -> asked.add(Column.listed(name, NAMED_BY)));
    names
        .subList(required.size(), names.size())
        .forEach(name -> asked.add(Column.sparse(name, "title-column")));
    List<String> there = new ArrayList<>();
    try (TableReader table = TableReader.open(file, asked, problems)) {
      for (int c = 0; c < names.size(); c++) {
        if (table.has(c + 1)) {
          there.add(names.get(c));
        }
      }
      while (table.next()) {
        rows.add(table, names.size());
      }
    }
    rows.check();
    Map<String, List<String>> columns = new LinkedHashMap<>();
    there.forEach(name -> columns.put(name, rows.column(names.indexOf(name) + 1)));
    return new ItemColumns(rows.column(0), columns);
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
}
