package io.github.seqrec4j.server;

import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The items of one model by identifier and by words of their titles. Immutable. */
final class ItemSearch {

  private final List<String> ids;
  private final List<String> titles = new ArrayList<>();

  /** Title and identifier in lower case, one after the other. */
  private final List<String> searched = new ArrayList<>();

  private final Map<String, Integer> numbers = new HashMap<>();

  ItemSearch(SequentialRecommender model) {
    ids = List.copyOf(model.items());
    for (String id : ids) {
      String title = model.title(id);
      numbers.put(id, titles.size());
      titles.add(title);
      searched.add((title + "\n" + id).toLowerCase(Locale.ROOT));
    }
  }

  int size() {
    return ids.size();
  }

  /** Place of an item in model order, or -1. */
  int number(String id) {
    return numbers.getOrDefault(id, -1);
  }

  String id(int number) {
    return ids.get(number);
  }

  String title(int number) {
    return titles.get(number);
  }

  /**
   * Items whose title or identifier holds a text, without regard to case: those whose title begins
   * with it first, then in model order; all for an empty text.
   */
  List<Integer> search(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Integer> begin = new ArrayList<>();
    List<Integer> hold = new ArrayList<>();
    for (int i = 0; i < searched.size(); i++) {
      if (searched.get(i).startsWith(wanted)) {
        begin.add(i);
      } else if (searched.get(i).contains(wanted)) {
        hold.add(i);
      }
    }
    begin.addAll(hold);
    return begin;
  }
}
