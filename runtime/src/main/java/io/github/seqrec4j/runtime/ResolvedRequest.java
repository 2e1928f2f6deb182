package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.UsageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request in the terms of a model: events whose items it knows, by index. */
final class ResolvedRequest {

  /** {@link #branch()} where all branches answer. */
  static final int ENSEMBLE = -1;

  private final RecommendRequest request;
  private final CatalogueView catalogue;
  private final List<String> categories;
  private final List<Event> known = new ArrayList<>();
  private final int[] items;
  private final Set<String> unknown = new LinkedHashSet<>();
  private final int branch;

  /**
   * Looks up what a request names.
   *
   * @param categories names of the event categories 1..C
   * @throws IllegalArgumentException if an item is unknown and not to be skipped, or the branch, or
   *     a time is missing that the model reads
   */
  ResolvedRequest(
      RecommendRequest request, CatalogueView catalogue, ModelSpec model, List<String> categories) {
    this.request = request;
    this.catalogue = catalogue;
    this.categories = categories;
    for (Event event : request.history()) {
      if (catalogue.index(event.item()) > 0) {
        known.add(event);
      } else {
        unknown.add(event.item());
      }
    }
    if (!unknown.isEmpty() && request.unknownItems() == UnknownItems.REFUSE) {
      throw new UsageException(
          (unknown.size() == 1 ? "unknown item " : unknown.size() + " unknown items ")
              + unknown.stream().map(item -> "'" + item + "'").collect(Collectors.joining(", "))
              + ": the model knows "
              + catalogue.items().size()
              + " others; leave unknown items out, or have them skipped by UnknownItems.SKIP");
    }
    items = known.stream().mapToInt(event -> catalogue.index(event.item())).toArray();
    branch =
        request.branch().map(name -> branch(name, model.itemEncoder().branches())).orElse(ENSEMBLE);
    checkTimes(model.backbone().inputs());
  }

  /** A model that reads times is not asked without them: zeros would be read as 1970. */
  private void checkTimes(Set<SequenceInput> read) {
    boolean asks = read.contains(SequenceInput.REQUEST_TIMES);
    for (Event event : known) {
      if ((asks || read.contains(SequenceInput.EVENT_TIMES)) && event.time() == null) {
        throw new UsageException(
            "the model reads when events happened, and that of item '"
                + event.item()
                + "' is not given; give a history of events with times, which on the command line are"
                + " those of --user ID --data DIR");
      }
    }
    if (asks && request.time().isEmpty()) {
      throw new UsageException(
          "the model reads when it is asked; give the time of the request (--at)");
    }
  }

  private static int branch(String name, List<Branch> branches) {
    List<String> names = branches.stream().map(Branch::name).toList();
    if (!names.contains(name)) {
      throw new UsageException("unknown branch '" + name + "'" + Names.suggestion(name, names));
    }
    return names.indexOf(name);
  }

  RecommendRequest request() {
    return request;
  }

  /** Items of the history that are unknown, each once. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Whether no item of the history is known. */
  boolean isEmpty() {
    return items.length == 0;
  }

  /** Index of the branch that answers, or {@link #ENSEMBLE}. */
  int branch() {
    return branch;
  }

  /** Rows of the known items of the history, oldest first. */
  int[] items() {
    return items.clone();
  }

  /** Which events of the history a branch reads: all, or those of items that have the ID. */
  int[] readable(boolean byId) {
    return IntStream.range(0, items.length)
        .filter(n -> !byId || !catalogue.isLacking(items[n]))
        .toArray();
  }

  /**
   * Writes the last of some events of the history, left-padded, and the time of the request.
   *
   * @param events which, of the known ones
   */
  void writeTo(Histories histories, int row, int[] events) {
    int slots = histories.maxLength();
    int used = Math.min(slots, events.length);
    for (int n = 0; n < used; n++) {
      int from = events[events.length - used + n];
      int at = (row + 1) * slots - used + n;
      Event event = known.get(from);
      histories.items()[at] = items[from];
      histories.times()[at] = event.time() == null ? 0 : event.time().getEpochSecond();
      histories.categories()[at] = category(event.category());
    }
    histories.requestTimes()[row] = request.time().map(Instant::getEpochSecond).orElse(0L);
  }

  /** 1..C, or 0 for none that training knew. */
  private int category(@Nullable String name) {
    return name == null ? 0 : categories.indexOf(name) + 1;
  }

  /**
   * Whether the item in a column may come back: it is not retired, seen or denied, and passes the
   * request's own test, which is asked last.
   */
  IntPredicate admitted() {
    int[] excluded =
        IntStream.concat(
                request.seen() == Seen.EXCLUDE ? Arrays.stream(items) : IntStream.empty(),
                request.denied().stream().mapToInt(catalogue::index))
            .sorted()
            .toArray();
    BitSet allowed = request.allowed().map(this::rows).orElse(null);
    Predicate<String> filter = request.filter().orElse(null);
    RowBits retired = catalogue.retired();
    return column -> {
      int row = column + 1;
      return (allowed == null || allowed.get(row))
          && Arrays.binarySearch(excluded, row) < 0
          && !retired.get(row)
          && (filter == null || filter.test(catalogue.itemId(row)));
    };
  }

  /** Whether all items may come back but those that it names. */
  boolean isOpen() {
    return request.allowed().isEmpty() && request.filter().isEmpty();
  }

  /** How many items it names at most that may not come back: seen and denied ones. */
  int namedRefused() {
    return (request.seen() == Seen.EXCLUDE ? items.length : 0) + request.denied().size();
  }

  private BitSet rows(Collection<String> named) {
    BitSet rows = new BitSet();
    named.forEach(item -> rows.set(catalogue.index(item))); // 0 is of no item
    return rows;
  }
}
