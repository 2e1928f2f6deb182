package io.github.seqrec4j.training;

import io.github.seqrec4j.data.Split;
import java.util.Arrays;
import java.util.Random;

/**
 * Right singular vectors of the matrix A of users and items, 1 where a user has an item in
 * training, by orthogonal iteration from a random start (Golub and Van Loan, "Matrix Computations",
 * section 8.2.4). A is never held: users pass one by one.
 *
 * <p>Symbols: N items, k vectors.
 */
final class SingularVectors {

  private static final int OVERSAMPLING = 8; // vectors more than asked for: those converge better
  private static final int ITERATIONS = 10;
  private static final long SEED = 1;

  /** Squared length, of what a vector had, below which nothing but rounding is left. */
  private static final double RANK = 1e-10;

  private SingularVectors() {}

  /**
   * The first vectors, strongest first: (k, N). An item without interactions is zero in all of
   * them; where A has a smaller rank, so are the vectors beyond it.
   */
  static float[][] of(Split split, int items, int count) {
    int searched = count + OVERSAMPLING;
    float[][] basis = new float[searched][items];
    Random random = new Random(SEED);
    for (float[] vector : basis) {
      for (int i = 0; i < items; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    orthonormalize(basis);
    for (int i = 0; i < ITERATIONS; i++) {
      basis = gram(split, basis);
      orthonormalize(basis);
    }
    return Arrays.copyOf(basis, count);
  }

  /** A'A v for each vector v: user by user, a' (a v). */
  private static float[][] gram(Split split, float[][] vectors) {
    float[][] result = new float[vectors.length][vectors[0].length];
    int[] items = new int[0];
    for (int user = 0; user < split.users(); user++) {
      int length = split.trainingLength(user);
      items = items.length < length ? new int[2 * length] : items;
      split.trainingItems(user, items, 0);
      int distinct = distinct(items, length);
      for (int j = 0; j < vectors.length; j++) {
        double sum = 0;
        for (int i = 0; i < distinct; i++) {
          sum += vectors[j][items[i] - 1];
        }
        for (int i = 0; i < distinct; i++) {
          result[j][items[i] - 1] += (float) sum;
        }
      }
    }
    return result;
  }

  /** Brings the distinct ones of the first items to the front; returns how many they are. */
  private static int distinct(int[] items, int length) {
    Arrays.sort(items, 0, length);
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (i == 0 || items[i] != items[i - 1]) {
        items[kept++] = items[i];
      }
    }
    return kept;
  }

  /** Gram and Schmidt, each vector twice, so that rounding does not tilt it. */
  private static void orthonormalize(float[][] vectors) {
    for (int j = 0; j < vectors.length; j++) {
      double before = dot(vectors[j], vectors[j]);
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < j; i++) {
          add(vectors[j], vectors[i], -dot(vectors[j], vectors[i]));
        }
      }
      double left = dot(vectors[j], vectors[j]);
      scale(vectors[j], left > RANK * before ? 1 / Math.sqrt(left) : 0);
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static void add(float[] target, float[] vector, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] += (float) (factor * vector[i]);
    }
  }

  private static void scale(float[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= (float) factor;
    }
  }
}
