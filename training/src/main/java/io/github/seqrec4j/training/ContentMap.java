package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.Arrays;
import java.util.stream.IntStream;

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
  @SuppressWarnings("ArrayRecordComponent") // lives for one fit and is never compared
  private record Sums(int features, int width, double[] inner, double[] outer) {

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
            sums =
                new Sums(
                    features,
                    width,
                    new double[Math.multiplyExact(features, features)],
                    new double[Math.multiplyExact(features, width)]);
          }
          add(sums.inner, x.transpose().matMul(x).toFloatArray());
          add(sums.outer, x.transpose().matMul(y).toFloatArray());
        }
      }
      if (sums == null) {
        throw new IllegalArgumentException("no item to learn from");
      }
      return sums;
    }

    private static void add(double[] sum, float[] part) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }

    Sums plus(Sums other) {
      double[] moreInner = inner.clone();
      double[] moreOuter = outer.clone();
      Arrays.setAll(moreInner, i -> moreInner[i] + other.inner[i]);
      Arrays.setAll(moreOuter, i -> moreOuter[i] + other.outer[i]);
      return new Sums(features, width, moreInner, moreOuter);
    }

    /** W of (X'X + lambda I) W = X'Y, (F, D), by Cholesky. */
    NDArray solve(NDManager owner, double strength) {
      double trace = 0;
      for (int i = 0; i < features; i++) {
        trace += inner[i * features + i];
      }
      double lambda = Math.max(strength * trace / features, Double.MIN_NORMAL);
      double[] factor = cholesky(inner, features, lambda);
      double[] solution = outer.clone();
      for (int i = 0; i < features; i++) { // L Z = X'Y
        for (int k = 0; k < i; k++) {
          subtract(solution, i, k, factor[i * features + k]);
        }
        divide(solution, i, factor[i * features + i]);
      }
      for (int i = features - 1; i >= 0; i--) { // L' W = Z
        for (int k = i + 1; k < features; k++) {
          subtract(solution, i, k, factor[k * features + i]);
        }
        divide(solution, i, factor[i * features + i]);
      }
      float[] map = new float[solution.length];
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) solution[i];
      }
      return HostArrays.of(owner, map, new Shape(features, width));
    }

    private void subtract(double[] rows, int from, int row, double factor) {
      for (int d = 0; d < width; d++) {
        rows[from * width + d] -= factor * rows[row * width + d];
      }
    }

    private void divide(double[] rows, int row, double by) {
      for (int d = 0; d < width; d++) {
        rows[row * width + d] /= by;
      }
    }

    /** L of a matrix plus lambda I = L L', below the diagonal and on it. */
    private static double[] cholesky(double[] matrix, int size, double lambda) {
      double[] factor = new double[matrix.length];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = matrix[i * size + j] + (i == j ? lambda : 0);
          for (int k = 0; k < j; k++) {
            sum -= factor[i * size + k] * factor[j * size + k];
          }
          factor[i * size + j] = i == j ? Math.sqrt(sum) : sum / factor[j * size + j];
        }
      }
      return factor;
    }
  }
}
