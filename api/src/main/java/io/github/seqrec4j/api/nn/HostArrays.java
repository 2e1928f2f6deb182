package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Arrays from Java values, through one reused buffer per thread.
 *
 * <p>{@link NDManager#create(float[], Shape)} allocates memory outside the heap for every array and
 * leaves it to the garbage collector, which does not see how much there is: a training that creates
 * some megabytes per step then grows by gigabytes between two collections. Here the values pass
 * through a buffer that stays, into memory that the array's manager releases.
 */
public final class HostArrays {

  private static final ThreadLocal<ByteBuffer> STAGING =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

  private HostArrays() {}

  /** Float32 values in row-major order, owned by the manager. */
  public static NDArray of(NDManager manager, float[] values, Shape shape) {
    ByteBuffer bytes = staging(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    return copy(manager, bytes, shape, DataType.FLOAT32);
  }

  /** Int64 values in row-major order, owned by the manager. */
  public static NDArray of(NDManager manager, long[] values, Shape shape) {
    ByteBuffer bytes = staging(Math.multiplyExact(values.length, Long.BYTES));
    bytes.asLongBuffer().put(values);
    return copy(manager, bytes, shape, DataType.INT64);
  }

  /** Indices as int64, (n), owned by the manager. */
  public static NDArray indices(NDManager manager, int[] values) {
    ByteBuffer bytes = staging(Math.multiplyExact(values.length, Long.BYTES));
    LongBuffer wide = bytes.asLongBuffer();
    for (int value : values) {
      wide.put(value);
    }
    return copy(manager, bytes, new Shape(values.length), DataType.INT64);
  }

  /** What a filler writes, from 0 up to the shape's size, as float32, owned by the manager. */
  static NDArray fill(NDManager manager, Shape shape, Filler filler) {
    ByteBuffer bytes = staging(Math.multiplyExact(Math.toIntExact(shape.size()), Float.BYTES));
    filler.fill(bytes.asFloatBuffer());
    return copy(manager, bytes, shape, DataType.FLOAT32);
  }

  /** Writes the values of an array. */
  @FunctionalInterface
  interface Filler {
    void fill(FloatBuffer values);
  }

  private static ByteBuffer staging(int bytes) {
    ByteBuffer buffer = STAGING.get();
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes);
      STAGING.set(buffer);
    }
    ByteBuffer view = buffer.duplicate().order(ByteOrder.nativeOrder());
    view.clear().limit(bytes);
    return view;
  }

  /** A copy in the engine's memory; a view of the buffer would change with the next array. */
  private static NDArray copy(NDManager manager, ByteBuffer bytes, Shape shape, DataType type) {
    try (NDArray view = manager.create(bytes, shape, type)) {
      return view.duplicate();
    }
  }
}
