package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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
 * <p>Shapes: C users, N items, n of them in a block, b users at a time, M branches, E ensembles, D
 * width.
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
  private static final int LEFT_OUT = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);

  private final ItemVectors items;
  private final List<EnsembleWeights> ensembles;
  private final int blockItems;
  private final int blockUsers;
  private final int branches;
  private final int width;
  private final NDArray users; // (C, MD)
  private final int[] targets;
  private final int[][] unranked;
  private final float[][] above; // by branch, then ensemble, and user: more is ahead
  private final float[][] below; // likewise: no less ties at least
  private final long[][] ahead;
  private final long[][] tied;

  /**
   * Of some users.
   *
   * @param ensembles E, whose ranks are asked for beside those of the branches
   * @param users their vectors (C, MD)
   * @param targets the item of each to be ranked
   * @param unranked items of each that are left out
   */
  TargetRanks(
      ItemVectors items,
      List<EnsembleWeights> ensembles,
      NDArray users,
      int[] targets,
      int[][] unranked) {
    this(items, ensembles, users, targets, unranked, ITEMS, USERS);
  }

  /**
   * The same in blocks of another size, for tests.
   *
   * @param blockItems n
   * @param blockUsers b
   */
  TargetRanks(
      ItemVectors items,
      List<EnsembleWeights> ensembles,
      NDArray users,
      int[] targets,
      int[][] unranked,
      int blockItems,
      int blockUsers) {
    this.items = items;
    this.ensembles = List.copyOf(ensembles);
    this.blockItems = blockItems;
    this.blockUsers = blockUsers;
    this.users = users;
    this.targets = targets;
    this.unranked = unranked;
    branches = items.branches().size();
    width = Math.toIntExact(items.vectors().getShape().get(1)) / branches;
    int rankings = branches + ensembles.size();
    above = new float[rankings][targets.length];
    below = new float[rankings][targets.length];
    ahead = new long[rankings][targets.length];
    tied = new long[rankings][targets.length];
  }

  /**
   * The ranks by branch in model order, those of each ensemble last; {@link
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
    double[][] ranks = new double[ahead.length][targets.length];
    for (int m = 0; m < ranks.length; m++) {
      int only = m < branches ? -1 : ensembles.get(m - branches).only();
      if (only >= 0) {
        ranks[m] = ranks[only].clone();
        continue;
      }
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
    NDArray rows = Rows.take(items.vectors(), HostArrays.indices(manager, targets)); // (C, MD)
    NDArray products = users.mul(rows).reshape(shape); // (C, M, D)
    products.attach(manager);
    FloatBuffer scores = HostArrays.floats(products.sum(LAST)); // (C, M)
    FloatBuffer sizes = HostArrays.floats(products.abs().sum(LAST));
    float rounding = width * Math.ulp(1f);
    for (int i = 0; i < targets.length; i++) {
      float[] near = new float[branches];
      float[] own = new float[branches];
      for (int m = 0; m < branches; m++) {
        float score = scores.get(i * branches + m);
        if (!Float.isFinite(score)) {
          throw new SeqrecException(
              "score is not finite: " + score + "; lower the learning rate or check the features");
        }
        own[m] = score;
        near[m] = rounding * sizes.get(i * branches + m);
        above[m][i] = score + near[m];
        below[m][i] = score - near[m];
      }
      for (int e = 0; e < ensembles.size(); e++) {
        float sum = 0;
        float tie = 0;
        for (int m = 0; m < branches; m++) {
          float factor = ensembles.get(e).factor(m);
          sum += factor * own[m];
          tie += factor * near[m];
        }
        above[branches + e][i] = sum + tie;
        below[branches + e][i] = sum - tie;
      }
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
    List<IntBuffer> bits = scores.stream().map(HostArrays::bits).toList();
    int parts = Math.min(Runtime.getRuntime().availableProcessors(), last - first);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              int[] row = new int[size];
              EnsembleRow sum = new EnsembleRow(values, size);
              for (int i = first + part; i < last; i += parts) {
                int at = (i - first) * size;
                for (int m = 0; m < branches; m++) {
                  bits.get(m).get(at, row);
                  count(row, m, i, from);
                }
                for (int e = 0; e < ensembles.size(); e++) {
                  if (ensembles.get(e).only() < 0) { // else it ranks as its branch
                    sum.bits(ensembles.get(e), at, row);
                    count(row, branches + e, i, from);
                  }
                }
              }
            });
  }

  /** The target, and what is not ranked, are neither ahead nor tied. */
  private void leaveOut(int[] row, int user, int from) {
    int target = targets[user] - from;
    if (target >= 0 && target < row.length) {
      row[target] = LEFT_OUT;
    }
    int[] out = unranked[user];
    int at = Arrays.binarySearch(out, from);
    for (int i = at >= 0 ? at : -at - 1; i < out.length && out[i] < from + row.length; i++) {
      row[out[i] - from] = LEFT_OUT;
    }
  }

  /** Counts for one user. */
  private void count(int[] row, int ranking, int user, int from) {
    leaveOut(row, user, from);
    float more = above[ranking][user];
    float least = below[ranking][user];
    int counts = ScoreCount.above(more, Math.nextDown(least)).of(row);
    ahead[ranking][user] += ScoreCount.first(counts);
    tied[ranking][user] += ScoreCount.second(counts) - ScoreCount.first(counts);
  }
}
