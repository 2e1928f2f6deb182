package io.github.seqrec4j.api;

/**
 * The real slots of one history in their order, without the padding in front of them; slot r of R
 * is slot L - R + r of the block's L. Of a masked task the last one is the mask behind the history,
 * its vector zero.
 *
 * <p>Arrays are not copied, and an encoder changes none of them.
 *
 * <p>Shapes: R real slots, at least one, D width.
 */
@Experimental
public final class PackedHistory {

  private final float[][] vectors;
  private final long[] times;
  private final long[] requestTimes;
  private final long[] categories;

  /**
   * A history.
   *
   * @param vectors (R, D) item vectors
   * @param times (R) {@link SequenceInput#EVENT_TIMES}, or empty where the backbone reads none; so
   *     the others
   * @param requestTimes (R) {@link SequenceInput#REQUEST_TIMES}, or empty
   * @param categories (R) {@link SequenceInput#EVENT_CATEGORIES}, or empty
   * @throws IllegalArgumentException if there is no slot, or an input of another length
   */
  public PackedHistory(float[][] vectors, long[] times, long[] requestTimes, long[] categories) {
    Arguments.atLeast("slots", vectors.length, 1);
    for (long[] input : new long[][] {times, requestTimes, categories}) {
      if (input.length != 0 && input.length != vectors.length) {
        throw new IllegalArgumentException(
            "an input has " + input.length + " slots, the history " + vectors.length);
      }
    }
    this.vectors = vectors;
    this.times = times;
    this.requestTimes = requestTimes;
    this.categories = categories;
  }

  /** R. */
  public int slots() {
    return vectors.length;
  }

  /** (R, D). */
  public float[][] vectors() {
    return vectors;
  }

  /** (R) in seconds since 1970, or empty. */
  public long[] times() {
    return times;
  }

  /** (R) in seconds since 1970, or empty. */
  public long[] requestTimes() {
    return requestTimes;
  }

  /** (R) 1 to C, 0 = none, or empty. */
  public long[] categories() {
    return categories;
  }
}
