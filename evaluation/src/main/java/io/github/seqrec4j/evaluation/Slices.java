package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.data.Split;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The targets of a set by what they are like, so that a mean over all cannot hide where a model
 * fails. Slices of one kind hold each target once; empty ones are left out.
 *
 * <ul>
 *   <li>{@code item ...}: {@code cold}, without a training interaction; {@code tail}, {@code
 *       middle} and {@code head}, each a third of the training interactions, the head's being with
 *       the most popular items; items that are equally popular are in the same one
 *   <li>{@code history ...}: distinct items of the user before the target
 *   <li>{@code user ...}: {@code light}, {@code middle} and {@code heavy}, a third of the targets
 *       each by the number of their users' training interactions; equals are together
 *   <li>{@code time ...}: {@code first} to {@code fourth} quarter of the targets by their time,
 *       where there are times; equals are together
 * </ul>
 */
public final class Slices {

  /** Upper ends of the slices of histories, and of all longer ones. */
  private static final int[] LENGTHS = {4, 9, 19, 49, Integer.MAX_VALUE};

  private Slices() {}

  /**
   * Ascending indices of targets by the name of their slice.
   *
   * @param set validation or test of the split
   */
  public static Map<String, int[]> of(Split split, EvaluationSet set) {
    Map<String, int[]> slices = new LinkedHashMap<>();
    items(slices, new TrainingPopularity(split), set);
    histories(slices, set);
    quantiles(
        slices,
        Arrays.stream(indices(set)).mapToLong(i -> split.trainingLength(set.user(i))).toArray(),
        "user light",
        "user middle",
        "user heavy");
    if (set.hasTimes()) {
      quantiles(
          slices,
          Arrays.stream(indices(set)).mapToLong(set::targetTime).toArray(),
          "time first quarter",
          "time second quarter",
          "time third quarter",
          "time fourth quarter");
    }
    return slices;
  }

  private static int[] indices(EvaluationSet set) {
    return IntStream.range(0, set.size()).toArray();
  }

  private static void items(
      Map<String, int[]> slices, TrainingPopularity popularity, EvaluationSet set) {
    long[] counts =
        IntStream.rangeClosed(1, popularity.items()).mapToLong(popularity::interactions).toArray();
    Arrays.sort(counts);
    long all = Arrays.stream(counts).sum();
    long tail = Long.MAX_VALUE; // most interactions of an item of it
    long middle = Long.MAX_VALUE;
    long sum = 0;
    for (long count : counts) {
      sum += count;
      tail = tail == Long.MAX_VALUE && 3 * sum >= all ? count : tail;
      middle = middle == Long.MAX_VALUE && 3 * sum >= 2 * all ? count : middle;
    }
    long[] ends = {0, tail, middle, Long.MAX_VALUE};
    String[] names = {"item cold", "item tail", "item middle", "item head"};
    IntUnaryOperator slice =
        i -> {
          int s = 0;
          while (popularity.interactions(set.target(i)) > ends[s]) {
            s++;
          }
          return s;
        };
    for (int s = 0; s < names.length; s++) {
      int at = s;
      put(slices, names[s], set.size(), i -> slice.applyAsInt(i) == at);
    }
  }

  private static void histories(Map<String, int[]> slices, EvaluationSet set) {
    SeenItems seen = set.seen();
    int[] lengths = new int[set.size()];
    for (int i = 0; i < lengths.length; i++) {
      seen.goTo(i);
      lengths[i] = seen.size();
    }
    int from = 1;
    for (int to : LENGTHS) {
      int least = from;
      String name =
          to == Integer.MAX_VALUE ? "history " + from + "+" : "history " + from + "-" + to;
      put(slices, name, lengths.length, i -> lengths[i] >= least && lengths[i] <= to);
      from = to + 1;
    }
  }

  /** Parts of about the same size, as far as equal values, which stay together, allow. */
  private static void quantiles(Map<String, int[]> slices, long[] values, String... names) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int q = 0; q < names.length; q++) {
      long least = bound(sorted, q, names.length);
      long next = bound(sorted, q + 1, names.length);
      put(slices, names[q], values.length, i -> values[i] >= least && values[i] < next);
    }
  }

  private static long bound(long[] sorted, int part, int parts) {
    return part == 0
        ? Long.MIN_VALUE
        : part == parts ? Long.MAX_VALUE : sorted[(int) ((long) part * sorted.length / parts)];
  }

  private static void put(Map<String, int[]> slices, String name, int size, IntPredicate belongs) {
    int[] targets = IntStream.range(0, size).filter(belongs).toArray();
    if (targets.length > 0) {
      slices.put(name, targets);
    }
  }
}
