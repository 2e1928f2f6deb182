package io.github.seqrec4j.api;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a recommender is asked: a history and how to answer it. Immutable; each method that sets
 * something returns another request.
 *
 * <pre>{@code
 * RecommendRequest.of("B0001", "B0002").k(10).at(Instant.now()).deny(List.of("B0007"))
 * }</pre>
 */
public final class RecommendRequest {

  /** {@link #k()} of a request that does not say. */
  public static final int DEFAULT_K = 10;

  /** Whether items of the history may be recommended. */
  public enum Seen {
    /** Items of the history never come back. */
    EXCLUDE,
    /** Items of the history compete like all others. */
    INCLUDE
  }

  /** What happens with items of the history that the model does not know. */
  public enum UnknownItems {
    /** The request is refused; the message names all of them. */
    REFUSE,
    /** They are left out of the history; {@link Recommendations#unknownItems()} names them. */
    SKIP
  }

  /** What scores an answer carries. */
  public enum Scores {
    /** The one score that orders it. */
    ENSEMBLE,
    /** Each branch's as well. */
    BRANCHES
  }

  private final List<Event> history;
  private final int k;
  private final @Nullable Instant time;
  private final UnknownItems unknownItems;
  private final Seen seen;
  private final Scores scores;
  private final @Nullable String branch;
  private final @Nullable Set<String> allowed;
  private final Set<String> denied;
  private final @Nullable Predicate<String> filter;
  private final @Nullable Diversity diversity;

  private RecommendRequest(Changes from) {
    history = from.history;
    k = from.k;
    time = from.time;
    unknownItems = from.unknownItems;
    seen = from.seen;
    scores = from.scores;
    branch = from.branch;
    allowed = from.allowed;
    denied = from.denied;
    filter = from.filter;
    diversity = from.diversity;
    if (k < 1) {
      throw new UsageException("k must be at least 1: " + k);
    }
    checkTimes();
  }

  /** The one mutable place, between a request and the next. */
  private static final class Changes {
    private List<Event> history = List.of();
    private int k = DEFAULT_K;
    private @Nullable Instant time;
    private UnknownItems unknownItems = UnknownItems.REFUSE;
    private Seen seen = Seen.EXCLUDE;
    private Scores scores = Scores.ENSEMBLE;
    private @Nullable String branch;
    private @Nullable Set<String> allowed;
    private Set<String> denied = Set.of();
    private @Nullable Predicate<String> filter;
    private @Nullable Diversity diversity;
  }

  private Changes changes() {
    Changes changes = new Changes();
    changes.history = history;
    changes.k = k;
    changes.time = time;
    changes.unknownItems = unknownItems;
    changes.seen = seen;
    changes.scores = scores;
    changes.branch = branch;
    changes.allowed = allowed;
    changes.denied = denied;
    changes.filter = filter;
    changes.diversity = diversity;
    return changes;
  }

  /**
   * A request by the items of a history, oldest first.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RecommendRequest of(String... items) {
    return of(List.of(items));
  }

  /**
   * A request by the items of a history, oldest first.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RecommendRequest of(List<String> items) {
    return ofEvents(items.stream().map(Event::of).toList());
  }

  /**
   * A request by the events of a history, oldest first.
   *
   * @throws IllegalArgumentException if there is none, or an event is older than one before it
   */
  @Experimental
  public static RecommendRequest ofEvents(List<Event> events) {
    if (events.isEmpty()) {
      throw new UsageException("the history is empty; give at least one item");
    }
    Changes changes = new Changes();
    changes.history = List.copyOf(events);
    return new RecommendRequest(changes);
  }

  private void checkTimes() {
    Instant last = null;
    for (int i = 0; i < history.size(); i++) {
      Instant next = history.get(i).time();
      if (next != null && last != null && next.isBefore(last)) {
        throw new UsageException(
            "the history must be oldest first: event "
                + (i + 1)
                + " is of "
                + next
                + ", one before it of "
                + last);
      }
      last = next == null ? last : next;
    }
    if (time != null && last != null && time.isBefore(last)) {
      throw new UsageException(
          "the request must not be older than its history: time=" + time + ", last event=" + last);
    }
  }

  /**
   * With this number of items wanted, at least 1; {@value #DEFAULT_K} unless said. Fewer come back
   * where fewer are left.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public RecommendRequest k(int k) {
    Changes changes = changes();
    changes.k = k;
    return new RecommendRequest(changes);
  }

  /**
   * As of this time, for backbones that read the time of the request.
   *
   * @throws IllegalArgumentException if an event of the history is later
   */
  @Experimental
  public RecommendRequest at(Instant time) {
    Changes changes = changes();
    changes.time = time;
    return new RecommendRequest(changes);
  }

  /** With unknown items of the history refused, as they are unless said, or skipped. */
  public RecommendRequest unknownItems(UnknownItems unknownItems) {
    Changes changes = changes();
    changes.unknownItems = unknownItems;
    return new RecommendRequest(changes);
  }

  /** With items of the history left out, as they are unless said, or not. */
  public RecommendRequest seen(Seen seen) {
    Changes changes = changes();
    changes.seen = seen;
    return new RecommendRequest(changes);
  }

  /** With the score of each branch in the answer, or without, as it is unless said. */
  public RecommendRequest scores(Scores scores) {
    Changes changes = changes();
    changes.scores = scores;
    return new RecommendRequest(changes);
  }

  /** Answered by one branch alone instead of the ensemble. */
  public RecommendRequest branch(String branch) {
    Changes changes = changes();
    changes.branch = branch;
    return new RecommendRequest(changes);
  }

  /**
   * With nothing but these items recommended; replaces what was allowed before. Identifiers that
   * the model does not know change nothing, as it could not recommend them.
   */
  public RecommendRequest allow(Collection<String> items) {
    Changes changes = changes();
    changes.allowed = Set.copyOf(items);
    return new RecommendRequest(changes);
  }

  /**
   * With these items not recommended; replaces what was denied before. Identifiers that the model
   * does not know change nothing.
   */
  public RecommendRequest deny(Collection<String> items) {
    Changes changes = changes();
    changes.denied = Set.copyOf(items);
    return new RecommendRequest(changes);
  }

  /**
   * With items recommended that pass this test alone; replaces the test before. It is asked, on the
   * thread of the request, of the items that would else be recommended, not of the whole catalogue;
   * what it throws ends the request. It must not close the recommender. A test of what the caller
   * knows of items, such as their price, is a filter by attribute.
   */
  public RecommendRequest filter(Predicate<String> filter) {
    Changes changes = changes();
    changes.filter = filter;
    return new RecommendRequest(changes);
  }

  /**
   * With items that differ from each other, as told; their order is then that in which they were
   * chosen, and scores may rise within it. {@code Diversity.of(1)} changes nothing.
   */
  @Experimental
  public RecommendRequest diversity(Diversity diversity) {
    Changes changes = changes();
    changes.diversity = diversity;
    return new RecommendRequest(changes);
  }

  /** Events, oldest first, at least one. */
  public List<Event> history() {
    return history;
  }

  /** Number of items wanted, at least 1. */
  public int k() {
    return k;
  }

  /** Time of the request, if it was given. */
  public Optional<Instant> time() {
    return Optional.ofNullable(time);
  }

  /** What happens with unknown items of the history. */
  public UnknownItems unknownItems() {
    return unknownItems;
  }

  /** Whether items of the history may come back. */
  public Seen seen() {
    return seen;
  }

  /** What scores the answer carries. */
  public Scores scores() {
    return scores;
  }

  /** Name of the branch that answers alone, if not the ensemble. */
  public Optional<String> branch() {
    return Optional.ofNullable(branch);
  }

  /** The only items that may be recommended, if there is such a list. */
  public Optional<Set<String>> allowed() {
    return Optional.ofNullable(allowed);
  }

  /** Items that must not be recommended. */
  public Set<String> denied() {
    return denied;
  }

  /** The test that recommended items pass, if there is one. */
  public Optional<Predicate<String>> filter() {
    return Optional.ofNullable(filter);
  }

  /** How items of the answer are to differ, if they are. */
  @Experimental
  public Optional<Diversity> diversity() {
    return Optional.ofNullable(diversity);
  }
}
