package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.io.Serializable;

/** Numbers of an array on the heap, in blocks: any number of them, to be sent about. */
final class FloatBlocks implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BITS = 20;
  private static final int BLOCK = 1 << BITS;

  private final long size;
  private final float[][] blocks;

  /** All zero. */
  FloatBlocks(long size) {
    this.size = size;
    blocks = new float[Math.toIntExact((size + BLOCK - 1) >> BITS)][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new float[(int) Math.min(BLOCK, size - ((long) b << BITS))];
    }
  }

  /** A copy of an array of float32, in row-major order. */
  static FloatBlocks of(NDArray array) {
    FloatBlocks copy = new FloatBlocks(array.size());
    try (NDArray flat = array.reshape(copy.size)) {
      for (int b = 0; b < copy.blocks.length; b++) {
        try (NDArray part = flat.get(copy.range(b))) {
          HostArrays.floats(part).get(copy.blocks[b]);
        }
      }
    }
    return copy;
  }

  /**
   * Overwrites an array of as many numbers.
   *
   * @throws IllegalArgumentException if it has another number
   */
  void into(NDArray array) {
    if (array.size() != size) {
      throw new IllegalArgumentException(size + " numbers do not fill " + array.getShape());
    }
    try (NDArray flat = array.reshape(size)) {
      for (int b = 0; b < blocks.length; b++) {
        Shape shape = new Shape(blocks[b].length);
        try (NDArray part = HostArrays.of(array.getManager(), blocks[b], shape)) {
          flat.set(range(b), part);
        }
      }
    }
  }

  /**
   * Rows of the table that this is, as an array.
   *
   * @param first row
   * @param shape (n, F)
   */
  NDArray rows(NDManager owner, int first, Shape shape) {
    int width = (int) shape.get(1);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = get((long) first * width + i);
    }
    return HostArrays.of(owner, values, shape);
  }

  private NDIndex range(int block) {
    long from = (long) block << BITS;
    return new NDIndex().addSliceDim(from, from + blocks[block].length);
  }

  long size() {
    return size;
  }

  float get(long index) {
    return blocks[(int) (index >> BITS)][(int) (index & (BLOCK - 1))];
  }

  void set(long index, float value) {
    blocks[(int) (index >> BITS)][(int) (index & (BLOCK - 1))] = value;
  }
}
