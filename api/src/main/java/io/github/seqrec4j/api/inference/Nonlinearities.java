package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;

/** Functions of one number. */
@Experimental
public final class Nonlinearities {

  private Nonlinearities() {}

  /** 1 / (1 + e^-x). */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  /** x sigmoid(x). */
  public static float silu(float x) {
    return (float) (x / (1 + Math.exp(-x)));
  }

  /** x Phi(x), Phi the normal distribution, (1 + erf(x / sqrt 2)) / 2. */
  public static float gelu(float x) {
    return (float) (x * (1 + erf(x / Math.sqrt(2))) / 2);
  }

  /**
   * The error function to 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions,
   * 7.1.26), which times x is below what float32 sums lose.
   */
  private static double erf(double x) {
    double t = 1 / (1 + 0.3275911 * Math.abs(x));
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.copySign(1 - polynomial * Math.exp(-x * x), x);
  }

  /** Scores to weights that sum up to 1, e^s over their sum, in place. */
  public static void softmax(float[] scores, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double weight = Math.exp(scores[i] - largest);
      scores[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < length; i++) {
      scores[i] = (float) (scores[i] / sum);
    }
  }
}
