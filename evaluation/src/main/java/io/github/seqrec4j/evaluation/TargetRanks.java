package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.runtime.ItemVectors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks of some users' targets among all items: one plus the number of items that score higher, and
 * half of those that tie. Scores are computed for a block of items and a few users at a time, small
 * enough for the processor's caches, and counted at once.
 *
 * <p>An item ties whose score is no further from the target's than two sums of the target's D
 * products in another order can be, D 2^-23 times the sum of their sizes (Higham, "Accuracy and
 * Stability of Numerical Algorithms", section 3.1): so that equal vectors tie whatever the blocks,
 * as the engine's products round differently by place.
 *
 * <p>Shapes: C users, N items, n of them in a block, b users at a time, M branches, D width.
 */
final class TargetRanks {

  /**
   * n. Blocks of 0.5 to 1 million scores, 2 to 4 MiB, were the fastest of 512 to 32,768 items and
   * 64 to 1,024 users; four times as many take a quarter longer.
   */
  static final int ITEMS = 2048;

  /** b. */
  static final int USERS = 512;

  private static final int[] LAST = {2};

  private final ItemVectors items;
  private final int blockItems;
  private final int blockUsers;
  private final int branches;
  private final int width;
  private final NDArray users; // (C, MD)
  private final int[] targets;
  private final int[][] unranked;
  private final float[][] above; // by branch, the ensemble last, and user: more is ahead
  private final float[][] below; // likewise: no less ties at least
  private final long[][] ahead;
  private final long[][] tied;

  /**
   * Of some users.
   *
   * @param users their vectors (C, MD)
   * @param targets the item of each to be ranked
   * @param unranked items of each that are left out
   */
  TargetRanks(ItemVectors items, NDArray users, int[] targets, int[][] unranked) {
    this(items, users, targets, unranked, ITEMS, USERS);
  }

  /**
   * The same in blocks of another size, for tests.
   *
   * @param blockItems n
   * @param blockUsers b
   */
  TargetRanks(
      ItemVectors items,
      NDArray users,
      int[] targets,
      int[][] unranked,
      int blockItems,
      int blockUsers) {
    this.items = items;
    this.blockItems = blockItems;
    this.blockUsers = blockUsers;
    this.users = users;
    this.targets = targets;
    this.unranked = unranked;
    branches = items.branches().size();
    width = Math.toIntExact(items.vectors().getShape().get(1)) / branches;
    above = new float[branches + 1][targets.length];
    below = new float[branches + 1][targets.length];
    ahead = new long[branches + 1][targets.length];
    tied = new long[branches + 1][targets.length];
  }

  /**
   * The ranks by branch in model order, those of the ensemble last; {@link
   * Double#POSITIVE_INFINITY} for a target that is left out itself.
   *
   * @throws SeqrecException if a score is not finite
   */
  double[][] ranks() {
    for (int[] items : unranked) {
      Arrays.sort(items);
    }
    try (NDManager manager = users.getManager().newSubManager()) {
      bounds(manager);
      for (int from = 1; from <= items.items(); from += blockItems) {
        block(manager, from, Math.min(items.items() + 1, from + blockItems));
      }
    }
    double[][] ranks = new double[branches + 1][targets.length];
    for (int m = 0; m <= branches; m++) {
      for (int i = 0; i < targets.length; i++) {
        ranks[m][i] =
            Arrays.binarySearch(unranked[i], targets[i]) >= 0
                ? Double.POSITIVE_INFINITY
                : Ranking.rank(ahead[m][i], tied[m][i]);
      }
    }
    return ranks;
  }

  /** The scores of the targets, and how far from them an item ties. */
  private void bounds(NDManager manager) {
    Shape shape = new Shape(targets.length, branches, width);
    NDArray own = Rows.take(items.vectors(), HostArrays.indices(manager, targets)); // (C, MD)
    NDArray products = users.mul(own).reshape(shape); // (C, M, D)
    products.attach(manager);
    FloatBuffer scores = HostArrays.floats(products.sum(LAST)); // (C, M)
    FloatBuffer sizes = HostArrays.floats(products.abs().sum(LAST));
    float rounding = width * Math.ulp(1f);
    for (int i = 0; i < targets.length; i++) {
      float sum = 0;
      float tie = 0;
      for (int m = 0; m < branches; m++) {
        float score = scores.get(i * branches + m);
        if (!Float.isFinite(score)) {
          throw new SeqrecException(
              "score is not finite: " + score + "; lower the learning rate or check the features");
        }
        float near = rounding * sizes.get(i * branches + m);
        above[m][i] = score + near;
        below[m][i] = score - near;
        sum += score;
        tie += near;
      }
      above[branches][i] = sum + tie;
      below[branches][i] = sum - tie;
    }
  }

  /** Counts the items of a block for all users. */
  private void block(NDManager manager, int from, int to) {
    try (NDManager owner = manager.newSubManager()) {
      List<NDArray> columns = new ArrayList<>(); // of each branch (D, n)
      for (int m = 0; m < branches; m++) {
        NDIndex part = new NDIndex("{}:{}, {}:{}", from, to, m * width, (m + 1) * width);
        columns.add(items.vectors().get(owner, part).transpose());
      }
      for (int first = 0; first < targets.length; first += blockUsers) {
        int last = Math.min(targets.length, first + blockUsers);
        try (NDManager scratch = owner.newSubManager()) {
          NDList scores = new NDList(); // of each branch (b, n)
          for (int m = 0; m < branches; m++) {
            NDIndex part = new NDIndex("{}:{}, {}:{}", first, last, m * width, (m + 1) * width);
            scores.add(users.get(scratch, part).matMul(columns.get(m)));
          }
          count(scores, first, last, from, to - from);
        }
      }
    }
  }

  /** Plain Java over the scores: the engine's comparisons and sums took ten times as long. */
  private void count(NDList scores, int first, int last, int from, int size) {
    List<FloatBuffer> values = scores.stream().map(HostArrays::floats).toList();
    int parts = Math.min(Runtime.getRuntime().availableProcessors(), last - first);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              float[] row = new float[size];
              float[] sum = new float[size];
              for (int i = first + part; i < last; i += parts) {
                count(values, row, sum, i, i - first, from);
              }
            });
  }

  /**
   * Counts for one user.
   *
   * @param row of one branch, written to
   * @param sum of the branches, written to
   * @param at place of the user among the b
   */
  private void count(
      List<FloatBuffer> values, float[] row, float[] sum, int user, int at, int from) {
    for (int m = 0; m < branches; m++) {
      float[] target = m == 0 ? sum : row;
      values.get(m).get(at * row.length, target);
      leaveOut(target, user, from);
      count(target, m, user);
      for (int i = 0; m > 0 && i < row.length; i++) {
        sum[i] += row[i];
      }
    }
    count(sum, branches, user); // a sum ranks as its mean does
  }

  /** The target, and what is not ranked, are neither ahead nor tied. */
  private void leaveOut(float[] row, int user, int from) {
    int target = targets[user] - from;
    if (target >= 0 && target < row.length) {
      row[target] = Float.NEGATIVE_INFINITY;
    }
    int[] out = unranked[user];
    int at = Arrays.binarySearch(out, from);
    for (int i = at >= 0 ? at : -at - 1; i < out.length && out[i] < from + row.length; i++) {
      row[out[i] - from] = Float.NEGATIVE_INFINITY;
    }
  }

  private void count(float[] row, int ranking, int user) {
    float more = above[ranking][user];
    float least = below[ranking][user];
    int higher = 0;
    int notLower = 0;
    for (float score : row) {
      higher += score > more ? 1 : 0;
      notLower += score >= least ? 1 : 0;
    }
    ahead[ranking][user] += higher;
    tied[ranking][user] += notLower - higher;
  }
}
