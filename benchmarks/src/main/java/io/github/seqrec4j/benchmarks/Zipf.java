package io.github.seqrec4j.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws places 0 to size - 1, place i with a weight of (i + 10) to the power of -exponent. */
final class Zipf {

  private static final double FLAT = 10;

  private final double[] cumulated;

  Zipf(int size, double exponent) {
    cumulated = new double[size];
    for (int i = 0; i < size; i++) {
      cumulated[i] = (i == 0 ? 0 : cumulated[i - 1]) + Math.pow(i + FLAT, -exponent);
    }
  }

  int draw(SplittableRandom random) {
    double ticket = random.nextDouble() * cumulated[cumulated.length - 1];
    int at = Arrays.binarySearch(cumulated, ticket);
    return at < 0 ? -at - 1 : at;
  }
}
