package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.nn.HostArrays;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of a large table, some at a time. */
final class TableRows {

  private static final int CHUNK = 1 << 16;

  private TableRows() {}

  /** Rows of an array that lie side by side. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Sees them.
     *
     * @param from the first
     * @param rows (n, F), a view
     */
    void see(NDManager scratch, int from, NDArray rows);
  }

  /** Shows all rows of a table (N, F), in order. */
  static void all(NDArray table, Visitor visitor) {
    int size = Math.toIntExact(table.getShape().get(0));
    for (int from = 0; from < size; from += CHUNK) {
      try (NDManager scratch = table.getManager().newSubManager()) {
        NDArray view = table.get(range(from, Math.min(size, from + CHUNK)));
        view.attach(scratch);
        visitor.see(scratch, from, view);
      }
    }
  }

  /** Rows {@code from..to}. */
  static NDIndex range(long from, long to) {
    return new NDIndex().addSliceDim(from, to);
  }

  /** Rows of which any of the tables, all of one shape, has a number that is not zero; in order. */
  static int[] notZero(List<NDArray> tables) {
    boolean[] found = new boolean[Math.toIntExact(tables.get(0).getShape().get(0))];
    for (NDArray table : tables) {
      int width = (int) table.getShape().get(1);
      all(
          table,
          (scratch, from, rows) -> {
            FloatBuffer values = HostArrays.floats(rows);
            int count = (int) rows.getShape().get(0);
            for (int r = 0; r < count; r++) {
              for (int f = 0; f < width && !found[from + r]; f++) {
                found[from + r] = values.get(r * width + f) != 0;
              }
            }
          });
    }
    int[] rows = new int[found.length];
    int count = 0;
    for (int row = 0; row < found.length; row++) {
      if (found[row]) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Rows by their numbers, in parts of a size that one operation may have. */
  static List<int[]> chunks(int[] rows) {
    List<int[]> chunks = new ArrayList<>();
    for (int from = 0; from < rows.length; from += CHUNK) {
      chunks.add(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + CHUNK)));
    }
    return chunks;
  }
}
