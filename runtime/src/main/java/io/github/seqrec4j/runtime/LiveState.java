package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Restore;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A bundle's catalogue with what was changed since. A change is first prepared, which may fail and
 * changes nothing, and then made, which cannot fail. One thread at a time.
 */
final class LiveState {

  private final SequentialRecommender model;
  private final CatalogueView bundle;
  private final ItemVectorizer vectorizer;
  private final Map<String, NewItem> added = new LinkedHashMap<>();
  private LiveRows rows;
  private RowBits notOffered;
  private int alive;
  private int lacking; // of those alive
  private int dead;

  /**
   * The bundle's own catalogue.
   *
   * @throws RuntimeException as {@link ItemVectorizer} has it
   */
  LiveState(SequentialRecommender model, CatalogueView bundle) {
    this.model = model;
    this.bundle = bundle;
    vectorizer = new ItemVectorizer(model);
    notOffered = bundle.retired();
    rows = noRows();
  }

  private LiveRows noRows() {
    int columns = model.branches().size() * vectorizer.width();
    return new LiveRows(bundle.bundleRows() + 1, columns);
  }

  /** A change that can be made. */
  record Prepared(ItemChange change, List<LiveRows.Row> rows) {}

  /** Items as they are now. */
  CatalogueView view() {
    return bundle.with(rows.snapshot(), notOffered, lacking);
  }

  /** Items that were added, or replaced those of the bundle. */
  Map<String, NewItem> added() {
    return Collections.unmodifiableMap(added);
  }

  /** Items of the bundle that were retired since. */
  List<String> retired() {
    return stored(notOffered, bundle.retired());
  }

  /** Items that the bundle has as retired, and that are offered since as it has them. */
  List<String> restored() {
    return stored(bundle.retired(), notOffered);
  }

  /** Items of the bundle, but those replaced, whose rows are among some and not among others. */
  private List<String> stored(RowBits among, RowBits notAmong) {
    List<String> items = new ArrayList<>();
    for (int row = among.next(1);
        row > 0 && row <= bundle.bundleRows();
        row = among.next(row + 1)) {
      if (!notAmong.get(row) && !added.containsKey(bundle.itemId(row))) {
        items.add(bundle.itemId(row));
      }
    }
    return items;
  }

  /** Rows that nothing refers to any more. */
  int dead() {
    return dead;
  }

  /**
   * Checks a change and computes what it takes.
   *
   * @throws UsageException if it cannot be made
   */
  Prepared prepare(ItemChange change) {
    List<LiveRows.Row> made = new ArrayList<>();
    if (change instanceof Put put) {
      checkOnce(put.items().stream().map(NewItem::id).toList());
      put.items().forEach(item -> made.add(row(item)));
    } else if (change instanceof Retire retire) {
      check(retire.items(), view(), "");
    } else if (change instanceof Restore restore) {
      check(restore.items(), bundle, "; what was added and retired is forgotten, and put again");
    }
    return new Prepared(change, made);
  }

  private static void checkOnce(Collection<String> items) {
    Set<String> seen = new HashSet<>();
    for (String item : items) {
      if (!seen.add(item)) {
        throw new UsageException("item '" + item + "' is named twice in one change");
      }
    }
  }

  private static void check(List<String> items, CatalogueView known, String more) {
    List<String> unknown = items.stream().filter(item -> known.index(item) == 0).toList();
    if (!unknown.isEmpty()) {
      throw new UsageException("unknown items " + unknown + more);
    }
  }

  /** An item of the bundle keeps what was trained of its ID; its content is the new one's. */
  private LiveRows.Row row(NewItem item) {
    float[] vector = vectorizer.vector(item);
    int stored = bundle.index(item.id());
    boolean trained = stored > 0 && !bundle.isLacking(stored);
    int from = vectorizer.idBegins();
    if (trained && from >= 0) {
      System.arraycopy(model.storedVector(stored), from, vector, from, vectorizer.width());
    }
    return new LiveRows.Row(item.id(), item.title(), vector, trained || from < 0);
  }

  /** Makes a change. */
  void make(Prepared prepared) {
    if (prepared.change() instanceof Put put) {
      for (int i = 0; i < put.items().size(); i++) {
        NewItem item = put.items().get(i);
        drop(item.id());
        hide(item.id());
        added.put(item.id(), item);
        add(prepared.rows().get(i));
      }
    } else if (prepared.change() instanceof Retire retire) {
      for (String item : retire.items()) {
        drop(item);
        hide(item);
      }
    } else if (prepared.change() instanceof Restore restore) {
      for (String item : restore.items()) {
        if (!added.containsKey(item)) {
          notOffered = notOffered.without(bundle.index(item));
        }
      }
    }
    if (dead > Math.max(LiveRows.ROWS, alive)) {
      rebuild();
    }
  }

  private void add(LiveRows.Row row) {
    rows.add(row);
    alive++;
    lacking += row.complete() ? 0 : 1;
  }

  /** Lets go of the row that was added for an item, if there is one. */
  private void drop(String item) {
    if (added.remove(item) != null) {
      LiveRows.Snapshot snapshot = rows.snapshot();
      int row = snapshot.row(item);
      notOffered = notOffered.with(row);
      lacking -= snapshot.isComplete(row) ? 0 : 1;
      alive--;
      dead++;
    }
  }

  /** Offers the bundle's own row of an item no more, if it has one. */
  private void hide(String item) {
    int row = bundle.index(item);
    if (row > 0) {
      notOffered = notOffered.with(row);
    }
  }

  /** Copies the rows that count, so that memory is bounded by what is there. */
  private void rebuild() {
    LiveRows.Snapshot before = rows.snapshot();
    int columns = model.branches().size() * vectorizer.width();
    rows = noRows();
    for (NewItem item : added.values()) {
      int row = before.row(item.id());
      float[] vector = new float[columns];
      before.copy(row, 0, vector);
      rows.add(new LiveRows.Row(item.id(), before.title(row), vector, before.isComplete(row)));
    }
    RowBits kept = RowBits.NONE;
    for (int row = notOffered.next(1);
        row > 0 && row <= bundle.bundleRows();
        row = notOffered.next(row + 1)) {
      kept = kept.with(row);
    }
    notOffered = kept;
    dead = 0;
  }
}
