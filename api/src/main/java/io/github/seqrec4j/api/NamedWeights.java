package io.github.seqrec4j.api;

/** Weights of a block by the names of its parameters, such as {@code layer0.up.weight}. */
@Experimental
@FunctionalInterface
public interface NamedWeights {

  /**
   * Numbers of a parameter in row-major order, a new array.
   *
   * @throws io.github.seqrec4j.api.DataException if there is none of this name and shape
   */
  float[] get(String name, int... shape);

  /** The weights of a child block. */
  default NamedWeights below(String child) {
    return (name, shape) -> get(child + "." + name, shape);
  }

  /** A table of {@code rows} vectors of {@code width} numbers, (rows, width). */
  default float[][] rows(String name, int rows, int width) {
    float[] flat = get(name, rows, width);
    float[][] table = new float[rows][width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(flat, r * width, table[r], 0, width);
    }
    return table;
  }
}
