package io.github.seqrec4j.encode.model;

/** Arithmetic on stretches of feature rows. */
public final class Vectors {

  private Vectors() {}

  /** Scales a stretch to a Euclidean norm, in place; zeros alone stay zeros. */
  public static void normalise(float[] values, int from, int to, double norm) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    if (squares == 0) {
      return;
    }
    double factor = norm / Math.sqrt(squares);
    for (int i = from; i < to; i++) {
      values[i] = (float) (values[i] * factor);
    }
  }
}
