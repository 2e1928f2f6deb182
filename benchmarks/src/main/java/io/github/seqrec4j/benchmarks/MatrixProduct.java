package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.NativeEngine;

/** The fastest that the machine multiplies matrices with the engine's threads, now. */
final class MatrixProduct {

  private static final int SIDE = 2048;
  private static final int REPEATS = 8;
  private static final double NANO = 1e-9;

  private MatrixProduct() {}

  /** FLOP/s of a product of two square matrices of {@value #SIDE}, the best of some. */
  static double bestRate() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray a = manager.randomNormal(new Shape(SIDE, SIDE));
      NDArray b = manager.randomNormal(new Shape(SIDE, SIDE));
      double best = 0;
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        try (NDArray c = a.matMul(b)) {
          c.getFloat(0, 0); // waits for the result
        }
        double seconds = NANO * (System.nanoTime() - start);
        best = Math.max(best, 2.0 * SIDE * SIDE * SIDE / seconds);
      }
      return best;
    }
  }
}
