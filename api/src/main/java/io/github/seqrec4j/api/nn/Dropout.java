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
 * of a training step; here it draws one seed per mask, and each 64 bits from it decide four
 * numbers, without a branch that the processor would have to guess. The same engine seed so gives
 * the same masks. The rate is rounded to a multiple of 2^-16. On a GPU the engine draws, there, as
 * masks from here would be most of what is sent to it.
 */
@Experimental
public final class Dropout {

  private static final int LEVELS = 1 << 16;
  private static final int CHUNK = 1 << 12;
  private static final int PART = 1 << 18; // values that a thread draws at a time
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

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
    if (x.getDevice().isGpu()) {
      return ai.djl.nn.norm.Dropout.dropout(x, (float) rate, true).singletonOrThrow();
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
   * @param from the place of the first, a multiple of four
   */
  static void draw(IntBuffer mask, double rate, long seed, long from) {
    int parts = (mask.remaining() + PART - 1) / PART;
    IntStream places = IntStream.range(0, parts);
    (parts == 1 ? places : places.parallel())
        .forEach(
            part -> {
              int start = part * PART;
              int count = Math.min(PART, mask.remaining() - start);
              drawPart(mask.slice(start, count), rate, generator(seed, from + start));
            });
  }

  /**
   * The generator whose next number is for the value at {@code from}, a multiple of four. A
   * SplittableRandom counts up by a constant and mixes the count, so that any of its numbers can be
   * had at once.
   */
  private static SplittableRandom generator(long seed, long from) {
    return new SplittableRandom(seed + from / 4 * GOLDEN_GAMMA);
  }

  private static void drawPart(IntBuffer mask, double rate, SplittableRandom random) {
    int threshold = (int) Math.min(LEVELS - 1, Math.round(rate * LEVELS));
    int kept = Float.floatToRawIntBits((float) LEVELS / (LEVELS - threshold));
    int[] chunk = new int[Math.min(CHUNK, (mask.remaining() + 3) / 4 * 4)];
    while (mask.hasRemaining()) {
      for (int i = 0; i < chunk.length; i += 4) {
        long bits = random.nextLong();
        chunk[i] = kept & stays((int) (bits & 0xffff), threshold);
        chunk[i + 1] = kept & stays((int) (bits >>> 16 & 0xffff), threshold);
        chunk[i + 2] = kept & stays((int) (bits >>> 32 & 0xffff), threshold);
        chunk[i + 3] = kept & stays((int) (bits >>> 48), threshold);
      }
      mask.put(chunk, 0, Math.min(chunk.length, mask.remaining()));
    }
  }

  /** All ones, or none where the level is below the threshold. */
  private static int stays(int level, int threshold) {
    return ~((level - threshold) >> (Integer.SIZE - 1));
  }
}
