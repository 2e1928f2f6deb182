package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.ItemCounts;
import java.util.Arrays;

/**
 * The paper's protocol: of each user's last S+3 interactions, the last is the test target, the last
 * but one the validation target, the rest trains. The split precedes any windowing, so no training
 * slot holds a target position.
 */
public final class LeaveOneOut {

  private static final int HELD_OUT = 2;

  private final Dataset dataset;
  private final int maxLength;
  private final long[] counts;

  private LeaveOneOut(Dataset dataset, int maxLength) {
    this.dataset = dataset;
    this.maxLength = maxLength;
    counts = new long[dataset.items() + 1];
    for (int user = 0; user < dataset.users(); user++) {
      int length = dataset.length(user);
      for (int p = trainingStart(length); p < length - HELD_OUT; p++) {
        counts[dataset.item(user, p)]++;
      }
    }
  }

  /**
   * Splits a dataset.
   *
   * @param maxLength S, at least 1
   */
  public static LeaveOneOut of(Dataset dataset, int maxLength) {
    Arguments.atLeast("maxLength", maxLength, 1);
    return new LeaveOneOut(dataset, maxLength);
  }

  private int trainingStart(int length) {
    return Math.max(0, length - HELD_OUT - (maxLength + 1));
  }

  /** Number of users. */
  public int users() {
    return dataset.users();
  }

  /** S. */
  public int maxLength() {
    return maxLength;
  }

  /** Number of training items of a user, at most S+1. */
  int trainingLength(int user) {
    int length = dataset.length(user);
    return length - HELD_OUT - trainingStart(length);
  }

  /** Writes a user's training items, left-padded with 0, to {@code target[offset..offset+S+1)}. */
  public void trainingSlots(int user, int[] target, int offset) {
    slots(user, dataset.length(user) - HELD_OUT, maxLength + 1, target, offset);
  }

  /** Writes the last {@code size} items before position {@code end}, left-padded. */
  private void slots(int user, int end, int size, int[] target, int offset) {
    int from = Math.max(0, end - size);
    int padding = size - (end - from);
    Arrays.fill(target, offset, offset + padding, 0);
    for (int p = from; p < end; p++) {
      target[offset + padding + p - from] = dataset.item(user, p);
    }
  }

  /** Item counts over the training slots of all users. */
  public ItemCounts counts() {
    return new ItemCounts() {
      @Override
      public int items() {
        return counts.length - 1;
      }

      @Override
      public long count(int item) {
        return counts[item];
      }
    };
  }

  /** Every user's last item but one. */
  public EvaluationSet validation() {
    return new HeldOut(2);
  }

  /** Every user's last item. */
  public EvaluationSet test() {
    return new HeldOut(1);
  }

  private final class HeldOut implements EvaluationSet {
    private final int fromEnd;

    HeldOut(int fromEnd) {
      this.fromEnd = fromEnd;
    }

    private int position(int i) {
      return dataset.length(i) - fromEnd;
    }

    @Override
    public int users() {
      return dataset.users();
    }

    @Override
    public int user(int i) {
      return i;
    }

    @Override
    public void history(int i, int[] target, int offset) {
      slots(i, position(i), maxLength, target, offset);
    }

    @Override
    public int target(int i) {
      return dataset.item(i, position(i));
    }

    @Override
    public int[] seen(int i) {
      return Arrays.stream(dataset.history(i), 0, position(i)).distinct().toArray();
    }
  }
}
