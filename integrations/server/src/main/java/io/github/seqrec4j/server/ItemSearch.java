package io.github.seqrec4j.server;

import io.github.seqrec4j.runtime.ModelSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The items that a model has at one time, by identifier and by words of their titles. What is
 * searched of the bundle's items is made once for each model; items added since are few beside
 * them, and are read as they are.
 */
final class ItemSearch {

  private final List<String> searched;
  private final ModelSnapshot now;

  private ItemSearch(List<String> searched, ModelSnapshot now) {
    this.searched = searched;
    this.now = now;
  }

  /** Of a model, with what takes time. */
  static ItemSearch of(ModelSnapshot first) {
    List<String> searched = new ArrayList<>();
    for (int row = 1; row <= first.bundleRows(); row++) {
      searched.add(text(first, row));
    }
    return new ItemSearch(searched, first);
  }

  /** Of the same model at another time. */
  ItemSearch at(ModelSnapshot snapshot) {
    return new ItemSearch(searched, snapshot);
  }

  /** Title and identifier in lower case, one after the other. */
  private static String text(ModelSnapshot model, int row) {
    return (model.title(row) + "\n" + model.item(row)).toLowerCase(Locale.ROOT);
  }

  private String text(int row) {
    return row <= searched.size() ? searched.get(row - 1) : text(now, row);
  }

  /** How many can be recommended. */
  int size() {
    return now.size();
  }

  /** Row of an item that may stand in a history, or 0. */
  int row(String id) {
    return now.row(id);
  }

  /** Whether it can be recommended. */
  boolean isOffered(int row) {
    return now.isOffered(row);
  }

  /** Whether it is the bundle's own, which comes back when it is restored. */
  boolean isStored(int row) {
    return row <= now.bundleRows();
  }

  String id(int row) {
    return now.item(row);
  }

  String title(int row) {
    return now.title(row);
  }

  /**
   * Rows of items that can be recommended and whose title or identifier holds a text, without
   * regard to case: those whose title begins with it first, then in model order; all for an empty
   * text.
   */
  List<Integer> search(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Integer> begin = new ArrayList<>();
    List<Integer> hold = new ArrayList<>();
    for (int row = 1; row <= now.rows(); row++) {
      if (!now.isOffered(row)) {
        continue;
      }
      String of = text(row);
      if (of.startsWith(wanted)) {
        begin.add(row);
      } else if (of.contains(wanted)) {
        hold.add(row);
      }
    }
    begin.addAll(hold);
    return begin;
  }
}
