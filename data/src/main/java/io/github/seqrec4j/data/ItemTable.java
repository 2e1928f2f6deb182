package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The items of a dataset directory in the order of their file, which is the order of feature rows.
 * It reads neither interactions nor features, so that features can be encoded anew when those there
 * no longer fit.
 *
 * @param ids identifiers, at least one, each once
 * @param titles title of each item, blank where it has none
 */
public record ItemTable(List<String> ids, List<String> titles) {

  private static final List<String> NAMES =
      List.of("items.tsv", "items.csv", "items.tsv.gz", "items.csv.gz");

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
    Path file = find(directory);
    Problems problems = new Problems(file);
    Set<String> ids = new LinkedHashSet<>();
    List<String> titles = new ArrayList<>();
    try (TableReader table = new TableReader(file, digest())) {
      int id = table.requiredColumn(spec.itemColumn(), "item-column");
      int title =
          needsTitles
              ? table.requiredColumn(spec.titleColumn(), "title-column")
              : table.column(spec.titleColumn());
      for (String[] fields = table.next(problems); fields != null; fields = table.next(problems)) {
        if (fields[id].isBlank()) {
          problems.add(table.line(), "empty item in column '" + spec.itemColumn() + "'");
        } else if (!ids.add(fields[id])) {
          problems.add(table.line(), "duplicate item '" + fields[id] + "'; an item has one line");
        } else {
          titles.add(title < 0 ? "" : fields[title]);
        }
      }
    }
    problems.check();
    if (ids.isEmpty()) {
      throw new DataException(file + ": no items after the header");
    }
    return new ItemTable(List.copyOf(ids), titles);
  }

  private static Path find(Path directory) {
    List<Path> found = NAMES.stream().map(directory::resolve).filter(Files::isRegularFile).toList();
    if (found.size() != 1) {
      throw new DataException(
          directory
              + ": a dataset directory must hold one of "
              + NAMES
              + ", it holds "
              + (found.isEmpty() ? "none" : found));
    }
    return found.get(0);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
