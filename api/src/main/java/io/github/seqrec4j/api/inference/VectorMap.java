package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;

/** A map of vectors. */
@Experimental
@FunctionalInterface
public interface VectorMap {

  /** (in) to (out), a new array. */
  float[] apply(float[] x);

  /** Each row of (R, in) to (R, out). */
  default float[][] applyAll(float[][] rows) {
    float[][] all = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      all[r] = apply(rows[r]);
    }
    return all;
  }
}
