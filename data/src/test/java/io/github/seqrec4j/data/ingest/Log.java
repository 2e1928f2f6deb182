package io.github.seqrec4j.data.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A log in memory, and what becomes of it by the same filters, written as plainly as they can be
 * said.
 *
 * @param events in the order of the file
 */
record Log(List<Event> events) {

  /** One line of it. */
  record Event(int user, int item, int time) {}

  String tsv() {
    return events.stream()
        .map(e -> "u" + e.user + "\ti" + e.item + "\t" + e.time + "\n")
        .collect(Collectors.joining("", "user\titem\ttimestamp\n", ""));
  }

  /** Events by user in the order of first appearance, each user's in the order of time. */
  Map<String, List<Event>> cleaned(FilterSpec filter, int minimumPerUser) {
    List<Event> left = new ArrayList<>(events);
    Time from = filter.from();
    Time to = filter.to();
    left.removeIf(
        e ->
            (from != null && BigDecimal.valueOf(e.time).compareTo(from.value()) < 0)
                || (to != null && BigDecimal.valueOf(e.time).compareTo(to.value()) >= 0));
    left.sort(Comparator.comparingInt(Event::time)); // stable
    repeats(left, filter.repeats());
    if (filter.maximumLength() > 0) {
      Map<Integer, Integer> seen = new HashMap<>();
      for (int i = left.size() - 1; i >= 0; i--) {
        if (seen.merge(left.get(i).user, 1, Integer::sum) > filter.maximumLength()) {
          left.remove(i);
        }
      }
    }
    boolean changed = true;
    while (changed) {
      Map<Integer, Long> users =
          left.stream().collect(Collectors.groupingBy(Event::user, Collectors.counting()));
      changed = left.removeIf(e -> users.getOrDefault(e.user, 0L) < minimumPerUser);
      Map<Integer, Long> items =
          left.stream().collect(Collectors.groupingBy(Event::item, Collectors.counting()));
      changed |= left.removeIf(e -> items.getOrDefault(e.item, 0L) < filter.minimumPerItem());
    }
    Map<Integer, Integer> order = new HashMap<>();
    events.forEach(e -> order.putIfAbsent(e.user, order.size()));
    Map<Integer, List<Event>> byUser =
        left.stream()
            .collect(
                Collectors.groupingBy(
                    e -> order.getOrDefault(e.user, -1), TreeMap::new, Collectors.toList()));
    Map<String, List<Event>> cleaned = new java.util.LinkedHashMap<>();
    byUser.values().forEach(list -> cleaned.put("u" + list.get(0).user, list));
    return cleaned;
  }

  private static void repeats(List<Event> sorted, FilterSpec.Repeats repeats) {
    Map<Integer, Integer> last = new HashMap<>();
    Set<List<Integer>> seen = new HashSet<>();
    sorted.removeIf(
        e -> {
          Integer before = last.put(e.user, e.item);
          boolean again = !seen.add(List.of(e.user, e.item));
          return switch (repeats) {
            case KEEP -> false;
            case COLLAPSE -> before != null && before == e.item;
            case DROP -> again;
          };
        });
  }
}
