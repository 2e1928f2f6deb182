package io.github.seqrec4j.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that can be recommended at a time: those of a bundle, and those added since. Immutable;
 * a request is answered by one view from its first look-up to its last score.
 *
 * <p>Rows are numbered from 1: 1..N are the bundle's, then come those added. An item that was
 * replaced has another row, the last of which counts; the others are retired as those of retired
 * items are.
 */
final class CatalogueView {

  private final Catalogue bundle;
  private final LiveRows.@Nullable Snapshot live;
  private final RowBits retired;
  private final int lacking;
  private volatile @Nullable List<String> items; // made when asked for

  private CatalogueView(
      Catalogue bundle, LiveRows.@Nullable Snapshot live, RowBits retired, int lacking) {
    this.bundle = bundle;
    this.live = live;
    this.retired = retired;
    this.lacking = lacking;
  }

  /** The items of a bundle alone. */
  static CatalogueView of(Catalogue bundle) {
    return new CatalogueView(bundle, null, bundle.retired(), bundle.added());
  }

  /**
   * With rows behind the bundle's.
   *
   * @param retired rows that are not recommended
   * @param lacking how many of the added rows are not complete
   */
  CatalogueView with(LiveRows.Snapshot rows, RowBits retired, int lacking) {
    return new CatalogueView(bundle, rows, retired, bundle.added() + lacking);
  }

  /** N, rows of the bundle. */
  int bundleRows() {
    return bundle.size();
  }

  /** All rows, retired ones included. */
  int rows() {
    return bundle.size() + (live == null ? 0 : live.size());
  }

  /** Rows added to the bundle's, or null for none. */
  LiveRows.@Nullable Snapshot live() {
    return live;
  }

  /** Rows that are not recommended. */
  RowBits retired() {
    return retired;
  }

  /** Whether there may be items that lack a branch. */
  boolean hasLacking() {
    return lacking > 0;
  }

  /** Whether there may be such items among the bundle's rows. */
  boolean bundleLacks() {
    return bundle.added() > 0;
  }

  /** Whether the item of a row lacks the branch of the ID, as it was never trained on. */
  boolean isLacking(int row) {
    if (row > bundle.size()) {
      return !live(row).isComplete(row);
    }
    return row > bundle.size() - bundle.added();
  }

  /**
   * Row of an item, or 0 if it is unknown. A retired item of the bundle is known, as histories have
   * it; one that was added and retired is not.
   */
  int index(String item) {
    int row = live == null ? 0 : live.row(item);
    return row == 0 || retired.get(row) ? bundle.index(item) : row;
  }

  /** The last row that an item had, be it retired, or 0 if it was never added. */
  int lastRow(String item) {
    return live == null ? 0 : live.row(item);
  }

  /** Whether an item can be recommended. */
  boolean offers(String item) {
    int row = index(item);
    return row > 0 && !retired.get(row);
  }

  String itemId(int row) {
    return row > bundle.size() ? live(row).item(row) : bundle.itemId(row);
  }

  String title(int row) {
    return row > bundle.size() ? live(row).title(row) : bundle.title(row);
  }

  private LiveRows.Snapshot live(int row) {
    if (live == null) {
      throw new IllegalArgumentException("row " + row + " of " + bundle.size());
    }
    return live;
  }

  /** Items that can be recommended, in the order of their rows. */
  List<String> items() {
    if (live == null && retired.count() == 0) {
      return bundle.itemIds();
    }
    List<String> known = items;
    if (known == null) {
      List<String> found = new ArrayList<>();
      for (int row = 1; row <= rows(); row++) {
        if (!retired.get(row)) {
          found.add(itemId(row));
        }
      }
      known = Collections.unmodifiableList(found);
      items = known;
    }
    return known;
  }
}
