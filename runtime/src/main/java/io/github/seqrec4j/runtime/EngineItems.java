package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Item vectors in the engine's memory, once more: its product of matrices is several times as fast
 * as the sums that the JVM vectorises, and of many users that is what counts. It adds up in another
 * order, so that a product may be off by the rounding of its sum; what may be among the best within
 * that bound is computed in plain Java, and the answer is that of plain Java to the last bit.
 *
 * <p>Shapes: B users, C numbers of a vector, n items of a part.
 */
final class EngineItems implements AutoCloseable {

  /** Blocks of {@link ItemBlocks} in a part: its scores for 256 users are 2 MiB. */
  private static final int TOGETHER = 2;

  /** Rounding of a sum of floats for each of its terms, by the engine and by Java. */
  private static final double ROUNDING = 0x1p-23;

  private static final int EXTRA_ROUNDINGS = 8;

  private final NDManager manager;
  private final int columns;
  private final List<NDArray> parts = new ArrayList<>(); // (C, n) each
  private final List<Double> norms = new ArrayList<>(); // the largest of each part

  private EngineItems(NDManager manager, int columns) {
    this.manager = manager;
    this.columns = columns;
  }

  /**
   * Copies of all items.
   *
   * @throws io.github.seqrec4j.api.SeqrecException if the class path has no engine
   */
  static EngineItems of(ItemBlocks items) {
    EngineItems copies = new EngineItems(NativeEngine.newManager(), items.block(0).length);
    try {
      for (int i = 0; i < items.blocks(); i += TOGETHER) {
        List<float[][]> some = new ArrayList<>();
        for (int n = i; n < Math.min(items.blocks(), i + TOGETHER); n++) {
          some.add(items.block(n));
        }
        copies.add(some);
      }
      return copies;
    } catch (RuntimeException | Error e) {
      copies.close();
      throw e;
    }
  }

  private void add(List<float[][]> blocks) {
    int items = blocks.stream().mapToInt(block -> block[0].length).sum();
    float[] numbers = new float[columns * items];
    double[] squares = new double[items];
    int first = 0;
    for (float[][] block : blocks) {
      for (int j = 0; j < columns; j++) {
        System.arraycopy(block[j], 0, numbers, j * items + first, block[j].length);
        for (int i = 0; i < block[j].length; i++) {
          squares[first + i] += (double) block[j][i] * block[j][i];
        }
      }
      first += block[0].length;
    }
    double largest = 0;
    for (double square : squares) {
      largest = Math.max(largest, square);
    }
    norms.add(Math.sqrt(largest));
    parts.add(HostArrays.of(manager, numbers, new Shape(columns, items)));
  }

  /**
   * Offers to each user the items that may reach its floor.
   *
   * @param users (B, C)
   * @param selections (B)
   */
  void select(float[] users, List<Selection> selections) {
    double[] lengths = new double[selections.size()];
    for (int b = 0; b < lengths.length; b++) {
      double squares = 0;
      for (int j = b * columns; j < (b + 1) * columns; j++) {
        squares += (double) users[j] * users[j];
      }
      lengths[b] = Math.sqrt(squares);
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray vectors = HostArrays.of(scratch, users, new Shape(lengths.length, columns));
      int first = 0;
      for (int p = 0; p < parts.size(); p++) {
        try (NDArray products = vectors.matMul(parts.get(p))) { // (B, n)
          FloatBuffer all = HostArrays.floats(products);
          float[] row = new float[all.remaining() / lengths.length];
          for (int b = 0; b < lengths.length; b++) {
            all.get(row);
            selections.get(b).offer(row, row.length, first, margin(lengths[b] * norms.get(p)));
          }
          first += row.length;
        }
      }
    }
  }

  /** By how much two sums may differ whose terms are at most so large together. */
  private double margin(double most) {
    return most < Float.MAX_VALUE
        ? (columns + EXTRA_ROUNDINGS) * (ROUNDING * most + 2 * (double) Float.MIN_VALUE)
        : Double.POSITIVE_INFINITY; // one of them may overflow
  }

  @Override
  public void close() {
    manager.close();
  }
}
