package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.SeqrecException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Finds the k best items of one user among many whose scores are known within bounds: an item whose
 * upper bound is below k lower bounds of others is not among them. Those that are left are computed
 * in full. Items are offered once each, in the order of their columns.
 */
final class Selection {

  private static final int ROOM = 128;

  private final int k;
  private final IntPredicate admitted;
  private final boolean filtered;
  private double[] lows = new double[ROOM]; // the k largest lower bounds, the least on top
  private int size;
  private int[] columns = new int[ROOM];
  private double[] highs = new double[ROOM];
  private int count;

  /**
   * Nothing offered yet.
   *
   * @param k how many are wanted, at least 1
   * @param admitted whether an item may come back; asked of columns that would else, and of few
   *     others
   * @param filtered whether it asks what a caller gave, which one thread alone may do
   */
  Selection(int k, IntPredicate admitted, boolean filtered) {
    this.k = k;
    this.admitted = admitted;
    this.filtered = filtered;
  }

  int k() {
    return k;
  }

  /** One that asks another test in place of this one's, which may ask this one's. */
  Selection with(IntPredicate other) {
    return new Selection(k, other, filtered);
  }

  IntPredicate admitted() {
    return admitted;
  }

  boolean isFiltered() {
    return filtered;
  }

  /** The score below which no item is of interest: negative infinity until there are k. */
  double floor() {
    return size < k ? Double.NEGATIVE_INFINITY : lows[0];
  }

  /**
   * Takes an item whose score is in [low, high]; bounds that are no numbers, or infinite, exclude
   * nothing.
   */
  void offer(int column, double low, double high) {
    if (high < floor() || !admitted.test(column)) {
      return;
    }
    if (count == columns.length) {
      prune();
      if (count > columns.length / 2) {
        columns = Arrays.copyOf(columns, 2 * columns.length);
        highs = Arrays.copyOf(highs, columns.length);
      }
    }
    columns[count] = column;
    highs[count++] = high;
    if (size < k) {
      if (low > Double.NEGATIVE_INFINITY) {
        push(low);
      }
    } else if (low > lows[0]) {
      down(low);
    }
  }

  /**
   * Offers scores of consecutive columns.
   *
   * @param margin by how much they may be off at most
   */
  void offer(float[] scores, int length, int first, double margin) {
    double least = floor() - margin;
    for (int i = 0; i < length; i++) {
      if (!(scores[i] < least)) { // not a number is told of in the end
        offer(first + i, scores[i] - margin, scores[i] + margin);
        least = floor() - margin;
      }
    }
  }

  /**
   * The best of what was offered.
   *
   * @param exact gives scores of columns, which ascend
   * @throws SeqrecException if one of them is not finite
   */
  TopItems best(Function<int[], float[]> exact) {
    prune();
    int[] left = Arrays.copyOf(columns, count);
    return best(left, exact.apply(left));
  }

  /**
   * The best of what was offered with scores that were not off.
   *
   * @throws SeqrecException if one of them is not finite
   */
  TopItems best() {
    prune();
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = (float) highs[i];
    }
    return best(Arrays.copyOf(columns, count), scores);
  }

  private TopItems best(int[] left, float[] scores) {
    for (float score : scores) {
      if (!(score < Float.POSITIVE_INFINITY)) {
        throw notFinite(score);
      }
    }
    TopItems best = TopItems.of(scores, 0, scores.length, new Selection(k, place -> true, false));
    for (int i = 0; i < best.columns().length; i++) {
      best.columns()[i] = left[best.columns()[i]];
    }
    return best;
  }

  static SeqrecException notFinite(float score) {
    return new SeqrecException(
        "a score is not finite: " + score + "; the model's weights overflow, train again");
  }

  private void prune() {
    double floor = floor();
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!(highs[i] < floor)) {
        columns[left] = columns[i];
        highs[left++] = highs[i];
      }
    }
    count = left;
  }

  private void push(double low) {
    if (size == lows.length) {
      lows = Arrays.copyOf(lows, (int) Math.min(2L * size, k));
    }
    int at = size++;
    while (at > 0 && lows[(at - 1) / 2] > low) {
      lows[at] = lows[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    lows[at] = low;
  }

  /** Puts a bound in place of the least. */
  private void down(double low) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && lows[child + 1] < lows[child]) {
        child++;
      }
      if (lows[child] >= low) {
        break;
      }
      lows[at] = lows[child];
      at = child;
    }
    lows[at] = low;
  }
}
