package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A linear map from the content of items to their ID embeddings, learnt from those that have one:
 * ridge regression, min |X W - Y|^2 + lambda |W|^2 (Gantner et al., "Learning Attribute-to-Feature
 * Mappings for Cold-Start Recommendations", ICDM 2010). It shrinks: an item of which content says
 * little starts near the mean.
 *
 * <p>Shapes: N items, F numbers of content, the last a constant, D width of an embedding.
 */
final class ContentMap {

  /** Items passed at a time. */
  private static final int CHUNK = 4096;

  /**
   * Lambda in mean eigenvalues of X'X; chosen by how well each half of the items tells the other.
   */
  private static final double[] STRENGTHS = {0.01, 0.1, 1, 10, 100};

  private ContentMap() {}

  /** Content and embedding of items. */
  interface Source {
    /** (U, F), owned by {@code owner}. */
    NDArray content(NDManager owner, int[] items);

    /** (U, D), owned by {@code owner}. */
    NDArray embeddings(NDManager owner, int[] items);
  }

  /**
   * Learns the map from some items, at least one.
   *
   * @return W, (F, D), owned by {@code owner}
   */
  static NDArray fit(NDManager owner, Source source, int[] items) {
    int[] one = half(items, 0);
    int[] other = half(items, 1);
    Sums ofOne = Sums.of(owner, source, one);
    if (other.length == 0) {
      return ofOne.solve(owner, STRENGTHS[0]);
    }
    Sums ofOther = Sums.of(owner, source, other);
    double strength = STRENGTHS[0];
    double least = Double.MAX_VALUE;
    for (double candidate : STRENGTHS) {
      try (NDManager scratch = owner.newSubManager()) {
        double error =
            error(scratch, source, other, ofOne.solve(scratch, candidate))
                + error(scratch, source, one, ofOther.solve(scratch, candidate));
        if (error < least) {
          least = error;
          strength = candidate;
        }
      }
    }
    return ofOne.plus(ofOther).solve(owner, strength);
  }

  /** Every second item. */
  private static int[] half(int[] items, int first) {
    return IntStream.range(0, items.length)
        .filter(i -> i % 2 == first)
        .map(i -> items[i])
        .toArray();
  }

  /** Squared distance of what is mapped from what is there. */
  private static double error(NDManager scratch, Source source, int[] items, NDArray map) {
    double sum = 0;
    for (int from = 0; from < items.length; from += CHUNK) {
      int[] chunk = Arrays.copyOfRange(items, from, Math.min(items.length, from + CHUNK));
      try (NDManager inner = scratch.newSubManager()) {
        NDArray mapped = source.content(inner, chunk).matMul(map);
        sum += mapped.sub(source.embeddings(inner, chunk)).square().sum().getFloat();
      }
    }
    return sum;
  }

  /** X'X, (F, F), and X'Y, (F, D), in doubles. */
  private record Sums(DMatrixRMaj inner, DMatrixRMaj outer) {

    static Sums of(NDManager owner, Source source, int[] items) {
      Sums sums = null;
      for (int from = 0; from < items.length; from += CHUNK) {
        int[] chunk = Arrays.copyOfRange(items, from, Math.min(items.length, from + CHUNK));
        try (NDManager scratch = owner.newSubManager()) {
          NDArray x = source.content(scratch, chunk);
          NDArray y = source.embeddings(scratch, chunk);
          if (sums == null) {
            int features = (int) x.getShape().get(1);
            int width = (int) y.getShape().get(1);
            sums = new Sums(new DMatrixRMaj(features, features), new DMatrixRMaj(features, width));
          }
          add(sums.inner, x.transpose().matMul(x));
          add(sums.outer, x.transpose().matMul(y));
        }
      }
      return Objects.requireNonNull(sums, "an item to learn from");
    }

    private static void add(DMatrixRMaj sum, NDArray part) {
      FloatBuffer numbers = HostArrays.floats(part);
      for (int i = 0; i < sum.data.length; i++) {
        sum.data[i] += numbers.get(i);
      }
    }

    Sums plus(Sums other) {
      Sums both = new Sums(inner.copy(), outer.copy());
      CommonOps_DDRM.addEquals(both.inner, other.inner);
      CommonOps_DDRM.addEquals(both.outer, other.outer);
      return both;
    }

    /** W of (X'X + lambda I) W = X'Y, (F, D). */
    NDArray solve(NDManager owner, double strength) {
      int features = inner.numRows;
      double lambda =
          Math.max(strength * CommonOps_DDRM.trace(inner) / features, Double.MIN_NORMAL);
      DMatrixRMaj regular = CommonOps_DDRM.identity(features);
      CommonOps_DDRM.add(inner, lambda, regular, regular);
      DMatrixRMaj solution = new DMatrixRMaj(features, outer.numCols);
      if (!CommonOps_DDRM.solveSPD(regular, outer, solution)) {
        throw new IllegalStateException("a positive definite matrix could not be factored");
      }
      float[] map = new float[solution.data.length];
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) solution.data[i];
      }
      return HostArrays.of(owner, map, new Shape(features, outer.numCols));
    }
  }
}
