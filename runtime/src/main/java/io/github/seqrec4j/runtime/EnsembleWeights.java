package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Internal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each branch counts in the ensemble: score(i) = sum over branches of w_m u_m . e_m(i),
 * the w_m being at least 0 and 1 together. In the paper (section 3.5) all count alike.
 *
 * @param values w_m, M of them in model order
 */
@Internal
public record EnsembleWeights(List<Double> values) {

  /** How far the sum may be from 1. */
  private static final double ROUNDING = 1e-6;

  /** Most weightings that are compared. */
  private static final int MOST = 128;

  /** Steps from 0 to 1 of the weightings that are compared, the finest first. */
  private static final int[] STEPS = {4, 2, 1};

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if a weight is below 0 or no number, or their sum is not 1
   */
  public EnsembleWeights {
    values = List.copyOf(values);
    double sum = 0;
    for (double value : values) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException("weights of the ensemble must be at least 0: " + values);
      }
      sum += value;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "weights of the ensemble must be 1 together: " + values + ", together " + sum);
    }
  }

  /** All branches alike. */
  public static EnsembleWeights mean(int branches) {
    return new EnsembleWeights(Collections.nCopies(branches, 1.0 / branches));
  }

  /**
   * The weightings from which validation chooses: all alike, then every one in quarters, in halves
   * where these are more than {@value #MOST}, or else each branch alone.
   *
   * @param branches M
   */
  public static List<EnsembleWeights> choices(int branches) {
    List<EnsembleWeights> choices = new ArrayList<>();
    for (int steps : STEPS) {
      choices.clear();
      choices.add(mean(branches));
      if (number(branches, steps) <= MOST || steps == 1) {
        add(choices, new int[branches], 0, steps, steps);
        break;
      }
    }
    return choices.stream().distinct().toList();
  }

  /** In how many ways {@code steps} can be shared: (steps + M - 1) over steps. */
  private static double number(int branches, int steps) {
    double number = 1;
    for (int i = 1; i <= steps; i++) {
      number *= (branches - 1.0 + i) / i;
    }
    return number;
  }

  private static void add(
      List<EnsembleWeights> choices, int[] shares, int at, int left, int steps) {
    if (at == shares.length - 1) {
      shares[at] = left;
      List<Double> values = new ArrayList<>();
      for (int share : shares) {
        values.add((double) share / steps);
      }
      choices.add(new EnsembleWeights(values));
      return;
    }
    for (int share = left; share >= 0; share--) {
      shares[at] = share;
      add(choices, shares, at + 1, left - share, steps);
    }
  }

  /** Weights by the names of these branches, in their order. */
  public Map<String, Double> byName(List<Branch> branches) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int m = 0; m < branches.size(); m++) {
      weights.put(branches.get(m).name(), values.get(m));
    }
    return weights;
  }

  /** w_m. */
  float weight(int branch) {
    return values.get(branch).floatValue();
  }

  /** The branch that counts alone, or -1 where several do. */
  public int only() {
    return values.indexOf(1.0);
  }

  /** w_m M: 1 for all where all count alike, so that sums of scores are what they are. */
  public float factor(int branch) {
    return (float) (values.get(branch) * values.size());
  }
}
