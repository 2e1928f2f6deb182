package io.github.seqrec4j.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An answer: what is recommended, best first, and what to know about it. Unmodifiable. */
public final class Recommendations extends AbstractList<Recommendation> implements RandomAccess {

  /** Why nothing is recommended. */
  public enum Reason {
    /** Every item of the history is unknown to the model and was skipped. */
    HISTORY_UNKNOWN,
    /** Every item is in the history, denied, not allowed, or does not pass the filter. */
    NOTHING_LEFT
  }

  private final List<Recommendation> items;
  private final List<String> unknownItems;
  private final @Nullable Reason emptyBecause;

  private Recommendations(
      List<Recommendation> items, List<String> unknownItems, @Nullable Reason emptyBecause) {
    this.items = List.copyOf(items);
    this.unknownItems = List.copyOf(unknownItems);
    this.emptyBecause = emptyBecause;
  }

  /**
   * An answer; one without items says that nothing was left.
   *
   * @param items best first
   * @param unknownItems items of the history that were skipped
   */
  public static Recommendations of(List<Recommendation> items, List<String> unknownItems) {
    return new Recommendations(items, unknownItems, items.isEmpty() ? Reason.NOTHING_LEFT : null);
  }

  /** The answer to a history of which no item is known. */
  public static Recommendations ofUnknownHistory(List<String> unknownItems) {
    return new Recommendations(List.of(), unknownItems, Reason.HISTORY_UNKNOWN);
  }

  /**
   * Items of the history that the model does not know and that were skipped, each once, in the
   * order of the history.
   */
  public List<String> unknownItems() {
    return unknownItems;
  }

  /** Why there is nothing, present exactly if this is empty. */
  public Optional<Reason> emptyBecause() {
    return Optional.ofNullable(emptyBecause);
  }

  @Override
  public Recommendation get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
