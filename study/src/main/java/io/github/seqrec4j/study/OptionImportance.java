package io.github.seqrec4j.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How much of the variance among trials one option explains by itself: trials are grouped by its
 * value, numbers into at most {@value #BINS} groups of equal size, and between the groups lies the
 * share epsilon squared (Kelley 1935, "An Unbiased Correlation Ratio Measure"), which unlike the
 * plain ratio does not grow with the number of groups. The p-value is that of exchanging the values
 * among the trials at random.
 *
 * <p>Its limits: options are drawn independently, so that the shares of all of them and of what
 * they do together only (interactions, which this does not see) add up to the whole; it speaks of
 * the ranges that were drawn from, and of the epochs of the first rung, which all trials have; and
 * of few trials it says little, which the p-value tells.
 *
 * @param option its key
 * @param groups of trials
 * @param share of the variance, 0 to 1; NaN where all trials came to the same
 * @param pValue of no influence at all
 * @param best the group of the highest mean, as in {@code 64} or {@code 0.001 to 0.003}
 */
public record OptionImportance(
    String option, int groups, double share, double pValue, String best) {

  /** Most groups of a number. */
  static final int BINS = 4;

  /** Fewest trials that a group of numbers is to have, where there are more than two groups. */
  private static final int MEMBERS = 3;

  private static final int DRAWS = 2000;

  /**
   * Of one option.
   *
   * @param range where its values were drawn from
   * @param values of the option, one per trial, as text
   * @param results of the trials, finite
   */
  static OptionImportance of(RangeSpec range, List<String> values, List<Double> results) {
    int[] group = new int[values.size()];
    List<String> names = group(range, values, group);
    double[] result = results.stream().mapToDouble(each -> each).toArray();
    double between = between(group, names.size(), result);
    double total = total(result);
    int n = result.length;
    int k = names.size();
    double share = Double.NaN;
    if (total > 0 && n > k && k > 1) {
      double within = (total - between) / (n - k);
      share = Math.max(0, (between - (k - 1) * within) / total);
    }
    return new OptionImportance(
        range.option(),
        k,
        share,
        pValue(group, k, result, between),
        names.get(best(group, k, result)));
  }

  /** Fills in the group of each value, and returns their names. */
  private static List<String> group(RangeSpec range, List<String> values, int[] group) {
    if (range.kind() == RangeSpec.Kind.CHOICE) {
      List<String> names = values.stream().distinct().sorted().toList();
      Arrays.setAll(group, trial -> names.indexOf(values.get(trial)));
      return names;
    }
    double[] numbers = values.stream().mapToDouble(Double::parseDouble).toArray();
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int most = Math.min(BINS, Math.max(2, numbers.length / MEMBERS));
    int bins = (int) Math.min(most, Arrays.stream(sorted).distinct().count());
    Map<Integer, List<Double>> members = new TreeMap<>();
    for (int trial = 0; trial < numbers.length; trial++) {
      int place = Arrays.binarySearch(sorted, numbers[trial]);
      while (place > 0 && sorted[place - 1] == numbers[trial]) {
        place--; // equal values are in one group
      }
      group[trial] = place * bins / numbers.length;
      members.computeIfAbsent(group[trial], bin -> new ArrayList<>()).add(numbers[trial]);
    }
    List<Integer> used = List.copyOf(members.keySet());
    Arrays.setAll(group, trial -> used.indexOf(group[trial]));
    return members.values().stream().map(OptionImportance::name).toList();
  }

  private static String name(List<Double> numbers) {
    double least = Collections.min(numbers);
    double most = Collections.max(numbers);
    return least == most ? number(least) : number(least) + " to " + number(most);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static double total(double[] result) {
    double mean = Arrays.stream(result).average().orElse(Double.NaN);
    return Arrays.stream(result).map(value -> (value - mean) * (value - mean)).sum();
  }

  /** Squares between the groups. */
  private static double between(int[] group, int groups, double[] result) {
    double mean = Arrays.stream(result).average().orElse(Double.NaN);
    double[][] sums = sums(group, groups, result);
    double between = 0;
    for (int g = 0; g < groups; g++) {
      double difference = sums[0][g] / sums[1][g] - mean;
      between += sums[1][g] * difference * difference;
    }
    return between;
  }

  /** Sum and number of each group. */
  private static double[][] sums(int[] group, int groups, double[] result) {
    double[][] sums = new double[2][groups];
    for (int trial = 0; trial < result.length; trial++) {
      sums[0][group[trial]] += result[trial];
      sums[1][group[trial]]++;
    }
    return sums;
  }

  private static int best(int[] group, int groups, double[] result) {
    double[][] sums = sums(group, groups, result);
    int best = 0;
    for (int g = 1; g < groups; g++) {
      best = sums[0][g] / sums[1][g] > sums[0][best] / sums[1][best] ? g : best;
    }
    return best;
  }

  private static double pValue(int[] group, int groups, double[] result, double observed) {
    Random random = new Random(groups);
    double[] shuffled = result.clone();
    int asLarge = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int i = shuffled.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double swapped = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = swapped;
      }
      asLarge += between(group, groups, shuffled) >= observed - 1e-12 ? 1 : 0;
    }
    return (1.0 + asLarge) / (1.0 + DRAWS);
  }
}
