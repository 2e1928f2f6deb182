package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.ItemRejectSpec;
import io.github.seqrec4j.data.ingest.ItemRejectSpec.Duplicates;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.Reason;
import io.github.seqrec4j.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of an items file that are kept, each item once, in the order of the file. */
final class ItemRows {

  private static final Logger LOG = LoggerFactory.getLogger(ItemRows.class);

  private final Path file;
  private final String itemColumn;
  private final ItemRejectSpec reject;
  private final Problems problems;
  private final Map<String, Place> places = new HashMap<>();
  private final List<String @Nullable []> rows = new ArrayList<>(); // null: a later one took over
  private long usable; // lines
  private long dropped; // of them, as their item has another line

  /** Where an item is: its line in the file and its place among the rows. */
  private record Place(long line, int row) {}

  ItemRows(Path file, DataSpec spec, Problems problems) {
    this.file = file;
    itemColumn = spec.itemColumn();
    reject = spec.reject().items();
    this.problems = problems;
  }

  /**
   * Takes the row that a table stands at, or notes why not.
   *
   * @param others number of columns behind that of the item
   */
  void add(TableReader table, int others) {
    if (table.isBlank(0)) {
      problems.add(Reason.EMPTY, table.line(), "empty item in column '" + itemColumn + "'");
      return;
    }
    usable++;
    Place place = new Place(table.line(), rows.size());
    Place before = places.putIfAbsent(table.text(0), place);
    if (before != null) {
      if (reject.duplicates() == Duplicates.ERROR) {
        usable--;
        problems.add(
            Reason.DUPLICATE,
            table.line(),
            "duplicate item '"
                + Problems.shown(table.text(0))
                + "', first at line "
                + before.line()
                + "; an item has one line");
        return;
      }
      dropped++;
      if (reject.duplicates() == Duplicates.FIRST) {
        return;
      }
      rows.set(before.row(), null);
      places.put(table.text(0), place);
    }
    String[] row = new String[others + 1];
    for (int c = 0; c <= others; c++) {
      row[c] = c == 0 || table.has(c) ? table.text(c) : "";
    }
    rows.add(row);
  }

  /**
   * Holds what was not kept against what is tolerated.
   *
   * @throws DataException if more lines cannot be used, or none is left
   */
  void check() {
    problems.check(
        usable + problems.count(), reject.lines(), reject.share(), "seqrec4j.data.reject.items");
    if (dropped > 0) {
      LOG.warn("{}: {} lines of items that have another line are dropped", file, dropped);
    }
    if (places.isEmpty()) {
      throw new DataException(file + ": no items after the header; add one line per item");
    }
  }

  /** The values of a column, one per item. */
  List<String> column(int column) {
    List<String> values = new ArrayList<>(places.size());
    for (String @Nullable [] row : rows) {
      if (row != null) {
        values.add(row[column]);
      }
    }
    return values;
  }
}
