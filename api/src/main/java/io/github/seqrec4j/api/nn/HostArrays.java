package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Arrays from Java values, through a few reused buffers, and values of arrays.
 *
 * <p>{@link NDManager#create(float[], Shape)} allocates memory outside the heap for every array and
 * leaves it to the garbage collector, which does not see how much there is: a training that creates
 * some megabytes per step then grows by gigabytes between two collections. Here the values pass,
 * piece by piece, through {@linkplain StagingBuffers buffers that stay}, into memory that the
 * array's manager releases.
 */
@Experimental
public final class HostArrays {

  private HostArrays() {}

  /** Float32 values in row-major order, owned by the manager. */
  public static NDArray of(NDManager manager, float[] values, Shape shape) {
    checkSize(values.length, shape);
    return make(
        manager,
        shape,
        DataType.FLOAT32,
        (bytes, from, count) -> bytes.asFloatBuffer().put(values, (int) from, count));
  }

  /** Int64 values in row-major order, owned by the manager. */
  public static NDArray of(NDManager manager, long[] values, Shape shape) {
    checkSize(values.length, shape);
    return make(
        manager,
        shape,
        DataType.INT64,
        (bytes, from, count) -> bytes.asLongBuffer().put(values, (int) from, count));
  }

  /** Indices as int64, (n), owned by the manager. */
  public static NDArray indices(NDManager manager, int[] values) {
    return make(
        manager,
        new Shape(values.length),
        DataType.INT64,
        (bytes, from, count) -> {
          LongBuffer wide = bytes.asLongBuffer();
          for (int i = 0; i < count; i++) {
            wide.put(values[(int) from + i]);
          }
        });
  }

  /**
   * The values of a float32 array in row-major order, to be read while the array lives; the
   * engine's own memory where it gives it out, else a copy.
   *
   * @throws IllegalArgumentException if the array is of another type
   */
  public static FloatBuffer floats(NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("not an array of float32: " + array.getDataType());
    }
    ByteBuffer bytes = array.toByteBuffer(true);
    return bytes.asReadOnlyBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * What a filler writes as float32, owned by the manager.
   *
   * @param filler is given the values in pieces; it must not make arrays itself
   */
  static NDArray fill(NDManager manager, Shape shape, Filler filler) {
    return make(
        manager,
        shape,
        DataType.FLOAT32,
        (bytes, from, count) -> filler.fill(bytes.asFloatBuffer(), from));
  }

  /** Writes a stretch of an array. */
  @FunctionalInterface
  interface Filler {
    /**
     * Writes as many values as there is room for, the first of which is the one at {@code from}.
     */
    void fill(FloatBuffer values, long from);
  }

  /** Writes a piece of an array. */
  @FunctionalInterface
  private interface Piece {
    /** Writes {@code count} values, the first of which is the one at {@code from}. */
    void write(ByteBuffer bytes, long from, int count);
  }

  private static void checkSize(int values, Shape shape) {
    if (shape.size() != values) {
      throw new IllegalArgumentException(
          values + " values do not fill an array of shape " + shape + ": " + shape.size());
    }
  }

  private static NDArray make(NDManager manager, Shape shape, DataType type, Piece piece) {
    long size = shape.size();
    int most = StagingBuffers.BYTES / type.getNumOfBytes();
    if (size <= most) {
      return piece(manager, shape, type, piece, 0);
    }
    try (NDArray flat = manager.create(new Shape(size), type)) {
      for (long from = 0; from < size; from += most) {
        long count = Math.min(most, size - from);
        try (NDArray part = piece(manager, new Shape(count), type, piece, from)) {
          flat.set(new NDIndex().addSliceDim(from, from + count), part);
        }
      }
      return flat.reshape(shape);
    }
  }

  /**
   * A copy in the engine's memory; a view of the buffer would change with the next array. A device
   * with memory of its own makes no views of the buffer.
   */
  private static NDArray piece(
      NDManager manager, Shape shape, DataType type, Piece piece, long from) {
    int count = (int) shape.size();
    return StagingBuffers.with(
        count * type.getNumOfBytes(),
        bytes -> {
          piece.write(bytes, from, count);
          if (manager.getDevice().isGpu()) {
            return manager.create(bytes, shape, type);
          }
          try (NDArray view = manager.create(bytes, shape, type)) {
            return view.duplicate();
          }
        });
  }
}
