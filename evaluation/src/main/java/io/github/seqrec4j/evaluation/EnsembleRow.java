package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.runtime.EnsembleWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A row of the scores of an ensemble, M times their weighted mean, which ranks as it does; each
 * thread has its own.
 */
final class EnsembleRow {

  private final List<FloatBuffer> branches;
  private final float[] row;
  private final float[] sum;
  private final FloatBuffer values;
  private final IntBuffer bits; // of the same memory

  /**
   * A row of no ensemble yet.
   *
   * @param branches the scores of each branch, row by row
   * @param size of a row
   */
  EnsembleRow(List<FloatBuffer> branches, int size) {
    this.branches = branches;
    row = new float[size];
    sum = new float[size];
    ByteBuffer memory =
        ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
    values = memory.asFloatBuffer();
    bits = memory.asIntBuffer();
  }

  /**
   * Computes a row.
   *
   * @param at where it begins in the scores of each branch
   * @param into is given the bits of its scores
   */
  void bits(EnsembleWeights weights, int at, int[] into) {
    Arrays.fill(sum, 0);
    for (int m = 0; m < branches.size(); m++) {
      float factor = weights.factor(m);
      if (factor > 0) { // what counts for nothing adds nothing, also where it is infinite
        branches.get(m).get(at, row);
        add(factor);
      }
    }
    values.put(0, sum);
    bits.get(0, into);
  }

  private void add(float factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }
}
