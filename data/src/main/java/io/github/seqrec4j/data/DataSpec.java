package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data is and how it is read.
 *
 * @param path dataset directory; null where the caller gives it otherwise
 * @param minimumInteractions users with fewer interactions are dropped (and counted), at least 3,
 *     as leave one out needs three
 * @param userColumn column of the interactions file with the user
 * @param itemColumn column with the item, in both files
 * @param timestampColumn column with the time, a number; where the file has none, its order is the
 *     time
 * @param titleColumn column of the items file shown to people; where it has none, the item's
 *     identifier is shown
 */
public record DataSpec(
    @Option("dataset directory") @Nullable Path path,
    @Option("users with fewer interactions are dropped, at least 3") int minimumInteractions,
    @Option("column of the interactions file that holds the user") String userColumn,
    @Option("column that holds the item, in both files") String itemColumn,
    @Option("column that holds the time, a number; without it the order of the file is the time")
        String timestampColumn,
    @Option("column of the items file that people see") String titleColumn) {

  /** Leave one out needs a training, a validation and a test item. */
  private static final int LEAST = 3;

  /** No path, users with at least 5 interactions, columns user, item, timestamp and title. */
  public DataSpec() {
    this(null, 5, "user", "item", "timestamp", "title");
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the minimum is below 3
   */
  public DataSpec {
    Arguments.atLeast("minimumInteractions", minimumInteractions, LEAST);
  }
}
