package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Internal;

/**
 * Histories to be encoded, left-padded with 0, and what is known of their events.
 *
 * <p>Shapes: B histories, S slots each, history b in slots bS to (b+1)S - 1.
 */
@Internal
public final class Histories {

  private final int maxLength;
  private final int[] items;
  private final long[] times;
  private final int[] categories;
  private final long[] requestTimes;

  /** Histories without items yet. */
  public Histories(int batch, int maxLength) {
    this.maxLength = Arguments.atLeast("maxLength", maxLength, 1);
    items = new int[Math.multiplyExact(batch, maxLength)];
    times = new long[items.length];
    categories = new int[items.length];
    requestTimes = new long[batch];
  }

  /** B. */
  public int batch() {
    return requestTimes.length;
  }

  /** S. */
  public int maxLength() {
    return maxLength;
  }

  /** (BS) item indices 1..N, 0 = padding; to be written. */
  public int[] items() {
    return items;
  }

  /**
   * (BS) when the events happened, in seconds since 1970; to be written where the model reads it.
   */
  public long[] times() {
    return times;
  }

  /** (BS) category of the events, 1..C, 0 = none; to be written where the model reads it. */
  public int[] categories() {
    return categories;
  }

  /** (B) when each is asked, in seconds since 1970; to be written where the model reads it. */
  public long[] requestTimes() {
    return requestTimes;
  }
}
