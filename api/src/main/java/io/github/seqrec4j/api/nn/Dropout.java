package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;
import java.nio.IntBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each number becomes 0 with the rate's
 * probability, the others are divided by 1 - rate.
 *
 * <p>The engine draws one random number per mask on the CPU and number by number, which was a tenth
 * of a training step; here it draws one seed per mask, and whether a number stays is a hash of seed
 * and place, in operations that the processor does for several places at once. The same engine seed
 * so gives the same masks. The rate is rounded to a multiple of 2^-16.
 */
@Experimental
public final class Dropout {

  private static final int LEVELS = 1 << 16;
  private static final int CHUNK = 1 << 12;
  private static final int PART = 1 << 18; // values that a thread draws at a time
  private static final int GOLDEN_GAMMA = 0x9e3779b9; // odd: places are told apart
  private static final long WIDE_GAMMA = 0x9e3779b97f4a7c15L;

  /** Multipliers of Wellons' "lowbias32", a hash of 32 bits found by search for least bias. */
  private static final int FIRST = 0x7feb352d;

  private static final int SECOND = 0x846ca68b;

  /** The places of a chunk, spread over 32 bits. */
  private static final int[] PLACES =
      IntStream.range(0, CHUNK).map(place -> place * GOLDEN_GAMMA).toArray();

  private Dropout() {}

  /**
   * Drops numbers of an array of any shape; the array itself when not training or the rate is 0.
   *
   * @param rate probability of becoming 0, in [0, 1)
   */
  public static NDArray apply(NDArray x, double rate, boolean training) {
    if (!training || rate == 0) {
      return x;
    }
    NDManager manager = x.getManager();
    long seed;
    try (NDArray drawn = manager.randomInteger(0, Long.MAX_VALUE, new Shape(1), DataType.INT64)) {
      seed = HostArrays.longs(drawn).get();
    }
    return x.mul(
        HostArrays.fill(
            manager, x.getShape(), (mask, from) -> draw(mask.asIntBuffer(), rate, seed, from)));
  }

  /**
   * Fills a buffer with the bits of 0 and 1 / (1 - rate), long stretches of it on several threads.
   *
   * @param from the place of the first, a multiple of 2^12
   */
  static void draw(IntBuffer mask, double rate, long seed, long from) {
    int parts = (mask.remaining() + PART - 1) / PART;
    IntStream places = IntStream.range(0, parts);
    (parts == 1 ? places : places.parallel())
        .forEach(
            part -> {
              int start = part * PART;
              int count = Math.min(PART, mask.remaining() - start);
              drawPart(mask.slice(start, count), rate, seed, from + start);
            });
  }

  private static void drawPart(IntBuffer mask, double rate, long seed, long from) {
    int threshold = (int) Math.min(LEVELS - 1, Math.round(rate * LEVELS));
    int kept = Float.floatToRawIntBits((float) LEVELS / (LEVELS - threshold));
    int[] chunk = new int[Math.min(CHUNK, mask.remaining())];
    for (long at = from; mask.hasRemaining(); at += CHUNK) {
      int count = Math.min(CHUNK, mask.remaining());
      long mixed = new SplittableRandom(seed + at / CHUNK * WIDE_GAMMA).nextLong();
      hash(chunk, count, (int) mixed, (int) (mixed >>> Integer.SIZE), threshold, kept);
      mask.put(chunk, 0, count);
    }
  }

  /** No branches and no calls, so that the compiler makes it wide. */
  private static void hash(int[] chunk, int count, int low, int high, int threshold, int kept) {
    int[] places = PLACES;
    for (int i = 0; i < count; i++) {
      int x = places[i] + low;
      x ^= x >>> 16;
      x *= FIRST;
      x ^= x >>> 15;
      x *= SECOND;
      x ^= x >>> 16;
      x ^= high;
      x *= FIRST;
      x ^= x >>> 15;
      x *= SECOND;
      int dropped = ((x >>> 16) - threshold) >> (Integer.SIZE - 1); // all ones, or none
      chunk[i] = ~dropped & kept;
    }
  }
}
