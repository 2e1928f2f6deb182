package io.github.seqrec4j.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One interaction of a user with an item.
 *
 * @param item identifier of the item
 * @param time when it happened, or null where that is not known
 * @param category what kind of interaction it was, such as {@code view}, or null
 */
@Experimental
public record Event(String item, @Nullable Instant time, @Nullable String category) {

  /** An interaction of which nothing but the item is known. */
  public static Event of(String item) {
    return new Event(item, null, null);
  }

  /** An interaction at a time. */
  public static Event of(String item, Instant time) {
    return new Event(item, time, null);
  }
}
