package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;

/**
 * Sums of scaled vectors, the inner loop of everything: a product of a matrix with a vector is a
 * sum of the matrix's columns. Each loop runs over the numbers of a vector and reads all its arrays
 * at one place, which is the form that the JVM's compiler vectorises; four vectors at a time save
 * most of the traffic of the sum.
 */
@Experimental
public final class WeightedSum {

  /** Vectors that are added at a time. */
  public static final int UNROLLED = 4;

  private WeightedSum() {}

  /**
   * Adds {@code count} scaled vectors to a sum: sum[j] += scales[scale + i] vectors[first + i][j].
   *
   * @param length j runs to, at most the length of each array
   */
  public static void add(
      float[][] vectors, int first, int count, float[] scales, int scale, float[] sum, int length) {
    int i = 0;
    for (; i + UNROLLED <= count; i += UNROLLED) {
      int v = first + i;
      int s = scale + i;
      addFour(
          vectors[v],
          vectors[v + 1],
          vectors[v + 2],
          vectors[v + 3],
          scales[s],
          scales[s + 1],
          scales[s + 2],
          scales[s + 3],
          sum,
          length);
    }
    for (; i < count; i++) {
      addOne(vectors[first + i], scales[scale + i], sum, length);
    }
  }

  /**
   * Inner product of a vector with as many scales, in the order in which {@link #add} sums: what
   * that adds to a zero, to the last bit.
   */
  public static float product(float[] vector, float[] scales, int scale) {
    float sum = 0;
    int i = 0;
    for (; i + UNROLLED <= vector.length; i += UNROLLED) {
      int s = scale + i;
      sum +=
          scales[s] * vector[i]
              + scales[s + 1] * vector[i + 1]
              + scales[s + 2] * vector[i + 2]
              + scales[s + 3] * vector[i + 3];
    }
    for (; i < vector.length; i++) {
      sum += scales[scale + i] * vector[i];
    }
    return sum;
  }

  private static void addFour(
      float[] v0,
      float[] v1,
      float[] v2,
      float[] v3,
      float s0,
      float s1,
      float s2,
      float s3,
      float[] sum,
      int length) {
    for (int j = 0; j < length; j++) {
      sum[j] += s0 * v0[j] + s1 * v1[j] + s2 * v2[j] + s3 * v3[j];
    }
  }

  private static void addOne(float[] v, float s, float[] sum, int length) {
    for (int j = 0; j < length; j++) {
      sum[j] += s * v[j];
    }
  }
}
