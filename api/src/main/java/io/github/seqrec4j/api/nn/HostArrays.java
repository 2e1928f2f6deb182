package io.github.seqrec4j.api.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Arrays from Java values, written straight into the engine's memory, and values of arrays.
 *
 * <p>{@link NDManager#create(float[], Shape)} allocates memory outside the heap for every array and
 * leaves it to the garbage collector, which does not see how much there is: a training that creates
 * some megabytes per step then grows by gigabytes between two collections. Here there is no memory
 * but the array's own, which its manager releases.
 */
@Experimental
public final class HostArrays {

  /** Most bytes that are written at a time, a power of two; a buffer has no more than 2^31 - 1. */
  private static final int PIECE = 1 << 30;

  /** Values of each array that are in the heap at a time: few enough for the fastest cache. */
  private static final int STRETCH = 1 << 11;

  /** Values of an array beyond which several threads share them. */
  private static final int SHARE = 1 << 18;

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
    checkFloat32(array);
    return memory(array).asFloatBuffer().asReadOnlyBuffer();
  }

  /**
   * The bits of the same values, as {@link Float#floatToRawIntBits} gives them, likewise.
   *
   * @throws IllegalArgumentException if the array is of another type
   */
  public static IntBuffer bits(NDArray array) {
    checkFloat32(array);
    return memory(array).asIntBuffer().asReadOnlyBuffer();
  }

  private static void checkFloat32(NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("not an array of float32: " + array.getDataType());
    }
  }

  /** Whether the values of an array are in the memory of the machine itself. */
  public static boolean isHost(NDArray array) {
    return array.getDevice().equals(Device.cpu());
  }

  /**
   * Computes float32 arrays of one size anew from their own values and those of others, in one
   * pass: the engine takes one, through memory, for each operation. Large arrays are shared among
   * threads; each value is computed from those at its own place, so that the result is the same.
   *
   * @param changed arrays that are written, whose values stand side by side in the machine's memory
   * @param read arrays that are read, likewise
   * @param stretch computes some values of all of them
   * @throws IllegalArgumentException if sizes differ, or an array is not of float32 or elsewhere
   */
  public static void update(List<NDArray> changed, List<NDArray> read, Stretch stretch) {
    List<NDArray> all = new ArrayList<>(changed);
    all.addAll(read);
    long size = all.get(0).size();
    for (NDArray array : all) {
      if (array.size() != size || array.getDataType() != DataType.FLOAT32 || !isHost(array)) {
        throw new IllegalArgumentException(
            "arrays of "
                + size
                + " float32 in the machine's memory are updated, not "
                + array.getDataType()
                + " "
                + array.getShape()
                + " on "
                + array.getDevice());
      }
    }
    int most = PIECE / Float.BYTES;
    for (long from = 0; from < size; from += most) {
      update(views(all, from, Math.min(size, from + most)), changed.size(), stretch);
    }
  }

  /** The memory of a part of each array. */
  private static List<FloatBuffer> views(List<NDArray> arrays, long from, long to) {
    List<FloatBuffer> views = new ArrayList<>();
    for (NDArray array : arrays) {
      if (to - from == array.size()) {
        views.add(memory(array).asFloatBuffer());
        continue;
      }
      try (NDArray flat = array.reshape(array.size());
          NDArray part = flat.get(new NDIndex().addSliceDim(from, to))) {
        views.add(memory(part).asFloatBuffer()); // of the array's own memory, which stays
      }
    }
    return views;
  }

  private static void update(List<FloatBuffer> arrays, int changed, Stretch stretch) {
    int size = arrays.get(0).remaining();
    int parts = (size + SHARE - 1) / SHARE;
    IntStream shares = IntStream.range(0, parts);
    (parts == 1 ? shares : shares.parallel())
        .forEach(
            part -> {
              float[][] values = new float[arrays.size()][STRETCH];
              int end = Math.min(size, (part + 1) * SHARE);
              for (int from = part * SHARE; from < end; from += STRETCH) {
                int count = Math.min(STRETCH, end - from);
                for (int a = 0; a < values.length; a++) {
                  arrays.get(a).get(from, values[a], 0, count);
                }
                stretch.compute(values, count);
                for (int a = 0; a < changed; a++) {
                  arrays.get(a).put(from, values[a], 0, count);
                }
              }
            });
  }

  /** Computes some values of several arrays. */
  @FunctionalInterface
  public interface Stretch {
    /**
     * Computes them in place.
     *
     * @param values by array, in the order they were given
     * @param count how many of each
     */
    void compute(float[][] values, int count);
  }

  /** The values of an int64 array likewise. */
  static LongBuffer longs(NDArray array) {
    return memory(array).asLongBuffer().asReadOnlyBuffer();
  }

  /**
   * What a filler writes as float32, owned by the manager.
   *
   * @param filler is given the values in pieces
   */
  static NDArray fill(NDManager manager, Shape shape, Filler filler) {
    return fill(manager, shape, filler, PIECE);
  }

  /**
   * The same in other pieces, for tests.
   *
   * @param most bytes of a piece
   */
  static NDArray fill(NDManager manager, Shape shape, Filler filler, int most) {
    return make(
        manager, shape, DataType.FLOAT32, (bytes, from, count) -> filler.fill(bytes, from), most);
  }

  /** Writes a stretch of an array. */
  @FunctionalInterface
  interface Filler {
    /**
     * Writes as many values as there is room for, the first of which is the one at {@code from}.
     *
     * @param values memory of the values, in the machine's order
     */
    void fill(ByteBuffer values, long from);
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
    return make(manager, shape, type, piece, PIECE);
  }

  private static NDArray make(
      NDManager manager, Shape shape, DataType type, Piece piece, int bytes) {
    Device device = manager.getDevice();
    if (!device.equals(Device.cpu())) {
      try (NDManager host = manager.newSubManager(Device.cpu())) {
        NDArray moved = make(host, shape, type, piece, bytes).toDevice(device, true);
        moved.attach(manager);
        return moved;
      }
    }
    NDArray array = manager.create(shape, type);
    long size = shape.size();
    int most = bytes / type.getNumOfBytes();
    if (size > most) {
      try (NDArray flat = array.reshape(size)) {
        for (long from = 0; from < size; from += most) {
          long to = Math.min(size, from + most);
          try (NDArray part = flat.get(new NDIndex().addSliceDim(from, to))) { // a view
            piece.write(memory(part), from, (int) (to - from));
          }
        }
      }
    } else if (size > 0) {
      piece.write(memory(array), 0, (int) size);
    }
    return array;
  }

  /** The memory of an array or a view whose values stand side by side. */
  private static ByteBuffer memory(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
  }
}
