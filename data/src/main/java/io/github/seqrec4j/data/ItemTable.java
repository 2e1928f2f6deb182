package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.util.Collections;
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
   * @throws DataException if there is no such file, or a line of it cannot be used
   */
  public static ItemTable read(Path directory, DataSpec spec) {
    String title = spec.titleColumn();
    Set<String> named = Set.of(title);
    ItemColumns items =
        title.equals(DataSpec.TITLE)
            ? ItemColumns.read(directory, spec, Set.of(), named)
            : ItemColumns.read(directory, spec, named, Set.of());
    List<String> none = Collections.nCopies(items.ids().size(), "");
    return new ItemTable(items.ids(), items.columns().getOrDefault(title, none));
  }
}
