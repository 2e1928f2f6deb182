package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ItemCounts;
import java.util.Arrays;

/**
 * A dataset in three parts, each user's interactions cut twice: training before validation before
 * test. Of a user's training interactions the last S+1 train, as in the paper; no training slot
 * holds a held-out position.
 */
public final class Split {

  private final Dataset dataset;
  private final int maxLength;
  private final Bounds bounds;
  private final HeldOut validation;
  private final HeldOut test;
  private final long[] counts;

  /**
   * Where each user's history is cut.
   *
   * @param validation first position that validates, by user
   * @param test first position that tests, by user, not before the other
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Bounds(int[] validation, int[] test) {}

  Split(Dataset dataset, int maxLength, Bounds bounds, SplitMethod.Targets targets) {
    this.dataset = dataset;
    this.maxLength = Arguments.atLeast("maxLength", maxLength, 1);
    this.bounds = bounds;
    int[] lengths = new int[dataset.users()];
    Arrays.setAll(lengths, dataset::length);
    validation = new HeldOut("validation", bounds.validation, bounds.test, targets);
    test = new HeldOut("test", bounds.test, lengths, targets);
    counts = new long[dataset.items() + 1];
    for (int user = 0; user < dataset.users(); user++) {
      for (int p = trainingStart(user); p < bounds.validation[user]; p++) {
        counts[dataset.item(user, p)]++;
      }
    }
  }

  /**
   * Splits a dataset as its settings say.
   *
   * @param maxLength S, at least 1
   * @throws DataException if nothing is left to validate or to test on
   */
  public static Split of(Dataset dataset, int maxLength) {
    return dataset.spec().split().split(dataset, maxLength);
  }

  private int trainingStart(int user) {
    return Math.max(0, bounds.validation[user] - (maxLength + 1));
  }

  /** Number of users. */
  public int users() {
    return dataset.users();
  }

  /** S. */
  public int maxLength() {
    return maxLength;
  }

  /** Number of training items of a user that are used, at most S+1. */
  int trainingLength(int user) {
    return bounds.validation[user] - trainingStart(user);
  }

  /** Writes a user's training items, left-padded with 0, to {@code target[offset..offset+S+1)}. */
  public void trainingSlots(int user, int[] target, int offset) {
    slots(user, bounds.validation[user], maxLength + 1, target, offset);
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

  /** What chooses epochs and settings. */
  public EvaluationSet validation() {
    return validation;
  }

  /** What is reported. */
  public EvaluationSet test() {
    return test;
  }

  /** What the split came to, and what it may leak: one pass over the dataset. */
  public SplitSummary summary() {
    double earliest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < test.size(); i++) {
      earliest = Math.min(earliest, dataset.time(test.user(i), test.positions[i]));
    }
    boolean timed = dataset.timeKind() != null;
    int trainable = 0;
    long training = 0;
    long repeated = 0;
    long after = 0;
    for (int user = 0; user < dataset.users(); user++) {
      int trained = bounds.validation[user];
      trainable += trained >= 2 ? 1 : 0;
      training += trained;
      if (timed) {
        for (int p = trained - 1; p >= 0 && dataset.time(user, p) > earliest; p--) {
          after++;
        }
        for (int p = trained; p < dataset.length(user); p++) {
          repeated += isInAnEarlierPart(user, p) ? 1 : 0;
        }
      }
    }
    return new SplitSummary(
        dataset.spec().split().type(),
        trainable,
        training,
        validation.size(),
        test.size(),
        dataset.users() - validation.evaluated,
        dataset.users() - test.evaluated,
        repeated,
        after,
        timed ? SplitSummary.Order.TIME : SplitSummary.Order.FILE);
  }

  /** Interactions of one time stand side by side. */
  private boolean isInAnEarlierPart(int user, int position) {
    int part = position < bounds.test[user] ? bounds.validation[user] : bounds.test[user];
    double time = dataset.time(user, position);
    for (int p = position - 1; p >= 0 && dataset.time(user, p) == time; p--) {
      if (p < part && dataset.item(user, p) == dataset.item(user, position)) {
        return true;
      }
    }
    return false;
  }

  private final class HeldOut implements EvaluationSet {
    private final int[] users;
    private final int[] positions;
    private final int evaluated;

    HeldOut(String name, int[] starts, int[] ends, SplitMethod.Targets targets) {
      boolean every = targets == SplitMethod.Targets.EVERY;
      long size = 0;
      int withTargets = 0;
      for (int user = 0; user < starts.length; user++) {
        int number = targets(starts[user], ends[user], every);
        size += number;
        withTargets += number > 0 ? 1 : 0;
      }
      if (size == 0) {
        throw new DataException(
            dataset.spec().path()
                + ": the "
                + name
                + " split is empty: no user has an interaction there and one before it; change"
                + " seqrec4j.data.split or add interactions");
      }
      users = new int[Math.toIntExact(size)];
      positions = new int[users.length];
      evaluated = withTargets;
      int at = 0;
      for (int user = 0; user < starts.length; user++) {
        for (int n = 0; n < targets(starts[user], ends[user], every); n++) {
          users[at] = user;
          positions[at++] = starts[user] + n;
        }
      }
    }

    /** Number of targets of a user; none without something before the part. */
    private static int targets(int start, int end, boolean every) {
      return start == 0 ? 0 : every ? end - start : Math.min(1, end - start);
    }

    @Override
    public int size() {
      return users.length;
    }

    @Override
    public int user(int i) {
      return users[i];
    }

    @Override
    public void history(int i, int[] target, int offset) {
      slots(users[i], positions[i], maxLength, target, offset);
    }

    @Override
    public int target(int i) {
      return dataset.item(users[i], positions[i]);
    }

    @Override
    public int[] seen(int i) {
      return Arrays.stream(dataset.history(users[i]), 0, positions[i]).distinct().toArray();
    }
  }
}
