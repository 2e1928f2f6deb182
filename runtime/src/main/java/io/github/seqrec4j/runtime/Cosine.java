package io.github.seqrec4j.runtime;

/** Cosine of two vectors; 0 where one of them is zero. */
final class Cosine {

  private Cosine() {}

  static double of(float[] a, float[] b) {
    return of(a, b, 0, a.length);
  }

  /** Of some of their numbers. */
  static double of(float[] a, float[] b, int from, int to) {
    double product = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int j = from; j < to; j++) {
      product += (double) a[j] * b[j];
      squaresOfA += (double) a[j] * a[j];
      squaresOfB += (double) b[j] * b[j];
    }
    double lengths = Math.sqrt(squaresOfA) * Math.sqrt(squaresOfB);
    return lengths > 0 ? product / lengths : 0;
  }
}
