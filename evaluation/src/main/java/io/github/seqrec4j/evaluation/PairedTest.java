package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.Arguments;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether two models differ on the same targets, by Fisher's randomisation test: if they do not, a
 * user's two values might as well be exchanged, so that the difference is compared with those after
 * exchanges at random (Smucker, Allan and Carterette 2007, "A Comparison of Statistical
 * Significance Tests for Information Retrieval Evaluation").
 */
public final class PairedTest {

  private PairedTest() {}

  /**
   * Two-sided p-value of a metric of two rankings, (1 + draws with no smaller difference) / (1 +
   * draws), so that it is never 0 (Phipson and Smyth 2010).
   *
   * @param metric by name, as {@link Ranking#metric} takes it
   * @param draws at least 1; p is at least 1 / (1 + draws)
   * @param seed the same gives the same p-value
   * @throws IllegalArgumentException if the rankings are of other targets, or there is no such
   *     metric
   */
  public static double pValue(Ranking one, Ranking other, String metric, int draws, long seed) {
    checkTargets(one, other);
    double[] left = one.shares(metric)[0];
    double[] right = other.shares(metric)[0];
    double[] differences = new double[left.length];
    Arrays.setAll(differences, user -> left[user] - right[user]);
    return pValue(differences, draws, seed);
  }

  /** That both are of the same targets, as far as their users tell. */
  static void checkTargets(Ranking one, Ranking other) {
    if (!Arrays.equals(one.users(), other.users())) {
      throw new IllegalArgumentException(
          "rankings of other targets cannot be paired: "
              + one.users().length
              + " and "
              + other.users().length
              + " targets, or of other users; rank the same part of the same split");
    }
  }

  /** The same of the differences of each user. */
  static double pValue(double[] differences, int draws, long seed) {
    Arguments.atLeast("draws", draws, 1);
    double observed = Math.abs(Arrays.stream(differences).sum());
    // Sums in another order differ in the last digits: as large as that is no smaller.
    double least = observed - 1e-12 * Arrays.stream(differences).map(Math::abs).sum();
    SplittableRandom random = new SplittableRandom(seed);
    int asLarge = 0;
    for (int draw = 0; draw < draws; draw++) {
      double sum = 0;
      long bits = 0;
      for (int user = 0; user < differences.length; user++) {
        bits = user % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
        sum += (bits & 1) == 0 ? differences[user] : -differences[user];
      }
      asLarge += Math.abs(sum) >= least ? 1 : 0;
    }
    return (1.0 + asLarge) / (1.0 + draws);
  }

  /**
   * P-values of a family of comparisons, corrected so that the chance of one false discovery among
   * them is no larger than the level they are held against (Holm 1979): ascending, the i-th of m, i
   * from 0, becomes the largest of (m - j) p(j) over j &lt;= i, at most 1.
   *
   * @param pValues each in [0, 1]
   * @return the same comparisons in the same order
   */
  public static double[] holm(double... pValues) {
    int[] ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted((a, b) -> Double.compare(pValues[a], pValues[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = new double[pValues.length];
    double largest = 0;
    for (int i = 0; i < ascending.length; i++) {
      largest = Math.max(largest, Math.min(1, (ascending.length - i) * pValues[ascending[i]]));
      corrected[ascending[i]] = largest;
    }
    return corrected;
  }
}
