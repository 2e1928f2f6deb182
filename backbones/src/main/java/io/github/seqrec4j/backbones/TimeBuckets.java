package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;

/**
 * Buckets of time spans as HSTU's code has them: floor(log(max(1, |seconds|)) / 0.301), at most
 * 128. A bucket is 35 % longer than the one before; 68 of them make up thirty years.
 */
final class TimeBuckets {

  /** Number of buckets. */
  static final int COUNT = 129;

  /** Logarithm of the quotient of two buckets that follow each other. */
  private static final float STEP = 0.301f;

  private TimeBuckets() {}

  /** Seconds, int64 of any shape, to buckets from 0 to {@link #COUNT} - 1, int64. */
  static NDArray of(NDArray seconds) {
    NDArray step = HostArrays.of(seconds.getManager(), new float[] {STEP}, new Shape(1));
    return seconds
        .toType(DataType.FLOAT32, false)
        .abs()
        .maximum(1)
        .log()
        .div(step)
        .minimum(COUNT - 1)
        .toType(DataType.INT64, false); // towards zero, which is down
  }

  /** The bucket of one span, as above. */
  static int of(long seconds) {
    float length = Math.max(Math.abs((float) seconds), 1);
    return (int) Math.min((float) Math.log(length) / STEP, COUNT - 1);
  }
}
