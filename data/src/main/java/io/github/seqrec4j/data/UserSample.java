package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Internal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The targets of some users of an {@link EvaluationSet}, drawn by a seed, in the order of the set.
 */
@Internal
public final class UserSample implements EvaluationSet {

  private final EvaluationSet all;
  private final int[] targets; // indices in the set
  private final int users;

  private UserSample(EvaluationSet all, int[] targets, int users) {
    this.all = all;
    this.targets = targets;
    this.users = users;
  }

  /**
   * A sample; all of the set where it has no more users than that.
   *
   * @param number of users, at least 1
   * @param seed the same draws the same users of the same set
   */
  public static UserSample of(EvaluationSet all, int number, long seed) {
    Arguments.atLeast("number", number, 1);
    int users = users(all);
    BitSet drawn = new BitSet(users);
    SplittableRandom random = new SplittableRandom(seed);
    for (int user = Math.max(0, users - number); user < users; user++) { // Floyd's
      int candidate = random.nextInt(user + 1);
      drawn.set(drawn.get(candidate) ? user : candidate);
    }
    int[] targets = new int[all.size()];
    int size = 0;
    int user = -1;
    for (int i = 0; i < all.size(); i++) {
      user += isFirst(all, i) ? 1 : 0;
      if (drawn.get(user)) {
        targets[size++] = i;
      }
    }
    return new UserSample(all, Arrays.copyOf(targets, size), drawn.cardinality());
  }

  /** Number of users with a target in a set. */
  public static int users(EvaluationSet set) {
    int users = 0;
    for (int i = 0; i < set.size(); i++) {
      users += isFirst(set, i) ? 1 : 0;
    }
    return users;
  }

  /** The targets of a user stand side by side. */
  private static boolean isFirst(EvaluationSet set, int i) {
    return i == 0 || set.user(i) != set.user(i - 1);
  }

  /** Number of users in the sample. */
  public int users() {
    return users;
  }

  @Override
  public int size() {
    return targets.length;
  }

  @Override
  public int user(int i) {
    return all.user(targets[i]);
  }

  @Override
  public void history(int i, int[] target, int offset) {
    all.history(targets[i], target, offset);
  }

  @Override
  public int target(int i) {
    return all.target(targets[i]);
  }

  @Override
  public boolean hasTimes() {
    return all.hasTimes();
  }

  @Override
  public void historyTimes(int i, long[] target, int offset) {
    all.historyTimes(targets[i], target, offset);
  }

  @Override
  public long targetTime(int i) {
    return all.targetTime(targets[i]);
  }

  @Override
  public List<String> categories() {
    return all.categories();
  }

  @Override
  public void historyCategories(int i, int[] target, int offset) {
    all.historyCategories(targets[i], target, offset);
  }

  @Override
  public int targetCategory(int i) {
    return all.targetCategory(targets[i]);
  }

  @Override
  public SeenItems seen() {
    SeenItems walk = all.seen();
    return new SeenItems() {
      @Override
      public void goTo(int i) {
        walk.goTo(targets[i]);
      }

      @Override
      public int size() {
        return walk.size();
      }

      @Override
      public int item(int n) {
        return walk.item(n);
      }

      @Override
      public boolean contains(int item) {
        return walk.contains(item);
      }
    };
  }
}
