package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each number becomes 0 with the rate's
 * probability, the others are divided by 1 - rate.
 *
 * <p>The engine draws one random number per mask on the CPU and number by number, which was a tenth
 * of a training step; here it draws one seed per mask, and each 64 bits from it decide four
 * numbers. The same engine seed so gives the same masks. The rate is rounded to a multiple of
 * 2^-16. On a GPU the engine draws, there, as masks from here would be most of what is sent to it.
 */
@Experimental
public final class Dropout {

  private static final int LEVELS = 1 << 16;
  private static final int CHUNK = 1 << 12;
  private static final int PART = 1 << 15; // values that a thread draws at a time
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
      seed = drawn.getLong();
    }
    return x.mul(
        HostArrays.fill(manager, x.getShape(), (mask, from) -> draw(mask, rate, seed, from)));
  }

  /** Fills a buffer with 0 and 1 / (1 - rate), stretches of it on several threads. */
  static void draw(FloatBuffer mask, double rate, long seed, long from) {
    int parts = (mask.remaining() + PART - 1) / PART;
    IntStream.range(0, parts)
        .parallel()
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

  private static void drawPart(FloatBuffer mask, double rate, SplittableRandom random) {
    int threshold = (int) Math.min(LEVELS - 1, Math.round(rate * LEVELS));
    float kept = (float) LEVELS / (LEVELS - threshold);
    float[] chunk = new float[Math.min(CHUNK, (mask.remaining() + 3) / 4 * 4)];
    while (mask.hasRemaining()) {
      for (int i = 0; i < chunk.length; i += 4) {
        long bits = random.nextLong();
        chunk[i] = (bits & 0xffff) < threshold ? 0 : kept;
        chunk[i + 1] = (bits >>> 16 & 0xffff) < threshold ? 0 : kept;
        chunk[i + 2] = (bits >>> 32 & 0xffff) < threshold ? 0 : kept;
        chunk[i + 3] = bits >>> 48 < threshold ? 0 : kept;
      }
      mask.put(chunk, 0, Math.min(chunk.length, mask.remaining()));
    }
  }
}
