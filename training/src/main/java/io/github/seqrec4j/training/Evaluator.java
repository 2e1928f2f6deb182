package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.data.EvaluationSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks each user's target among all items, for the ensemble and for each branch, in batches and
 * without sorting: the rank is one plus the number of items that score higher.
 *
 * <p>Shapes: B users of a batch, N items, L most seen items of a user in the batch.
 */
final class Evaluator {

  private Evaluator() {}

  /** Rankings by name, {@code ensemble} first, then each branch. */
  static Map<String, Ranking> evaluate(
      NDManager manager,
      UserEncoder users,
      ItemVectors items,
      EvaluationSet set,
      EvaluationSpec spec) {
    List<Branch> branches = items.branches();
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    Ranking ensemble = new Ranking(new double[set.users()]);
    rankings.put(Branch.ENSEMBLE, ensemble);
    List<Ranking> byBranch = new ArrayList<>();
    for (Branch branch : branches) {
      Ranking ranking = new Ranking(new double[set.users()]);
      byBranch.add(ranking);
      rankings.put(branch.name(), ranking);
    }
    for (int from = 0; from < set.users(); from += spec.batchSize()) {
      int to = Math.min(set.users(), from + spec.batchSize());
      try (NDManager scratch = manager.newSubManager()) {
        Batch batch = Batch.of(scratch, set, from, to, users.maxLength(), spec.filterSeen());
        NDArray vectors = users.encodeLast(scratch, batch.histories, items);
        NDArray sum = null;
        for (int m = 0; m < branches.size(); m++) {
          NDArray scores = items.scores(vectors, m); // (B, N)
          batch.rank(scores, from, byBranch.get(m));
          sum = sum == null ? scores : sum.addi(scores);
        }
        if (sum != null) {
          batch.rank(sum, from, ensemble); // a sum ranks as its mean does
        }
      }
    }
    return rankings;
  }

  /** Metrics by ranking name. */
  static Map<String, Map<String, Double>> metrics(
      Map<String, Ranking> rankings, EvaluationSpec spec) {
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    rankings.forEach((name, ranking) -> metrics.put(name, ranking.metrics(spec.cutoffs())));
    return metrics;
  }

  /** Standard errors of these metrics by ranking name. */
  static Map<String, Map<String, Double>> standardErrors(
      Map<String, Ranking> rankings, EvaluationSpec spec) {
    Map<String, Map<String, Double>> errors = new LinkedHashMap<>();
    rankings.forEach((name, ranking) -> errors.put(name, ranking.standardErrors(spec.cutoffs())));
    return errors;
  }

  /** The users of one batch. Item i is column i-1 of the scores. */
  private static final class Batch {
    final int[] histories; // (BS)
    private final NDArray target; // (B, 1)
    private final NDArray seen; // (B, L)
    private final NDArray seenMask; // (B, L) 1 = an item to filter
    private final boolean[] removed; // (B) the target itself is filtered

    private Batch(
        int[] histories, NDArray target, NDArray seen, NDArray seenMask, boolean[] removed) {
      this.histories = histories;
      this.target = target;
      this.seen = seen;
      this.seenMask = seenMask;
      this.removed = removed;
    }

    static Batch of(
        NDManager scratch, EvaluationSet set, int from, int to, int maxLength, boolean filterSeen) {
      int size = to - from;
      int[] histories = new int[Math.multiplyExact(size, maxLength)];
      long[] target = new long[size];
      int[][] seen = new int[size][];
      boolean[] removed = new boolean[size];
      int longest = 1;
      for (int i = 0; i < size; i++) {
        set.history(from + i, histories, i * maxLength);
        int item = set.target(from + i);
        target[i] = item - 1L;
        seen[i] = filterSeen ? set.seen(from + i) : new int[0];
        removed[i] = Arrays.stream(seen[i]).anyMatch(s -> s == item);
        longest = Math.max(longest, seen[i].length);
      }
      long[] columns = new long[Math.multiplyExact(size, longest)];
      float[] mask = new float[columns.length];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < seen[i].length; j++) {
          columns[i * longest + j] = seen[i][j] - 1L;
          mask[i * longest + j] = 1;
        }
      }
      return new Batch(
          histories,
          scratch.create(target, new Shape(size, 1L)),
          scratch.create(columns, new Shape(size, longest)),
          scratch.create(mask, new Shape(size, longest)),
          removed);
    }

    /** Writes the ranks of this batch's targets into {@code ranking} from {@code offset} on. */
    void rank(NDArray scores, int offset, Ranking ranking) {
      NDArray own = scores.gather(target, 1); // (B, 1)
      NDArray seenScores = scores.gather(seen, 1); // (B, L)
      long[] ahead = count(scores.gt(own));
      long[] tied = count(scores.eq(own)); // the target itself among them
      float[] seenAhead = masked(seenScores.gt(own));
      float[] seenTied = masked(seenScores.eq(own));
      float[] ownScores = own.toFloatArray();
      for (int i = 0; i < ahead.length; i++) {
        if (!Float.isFinite(ownScores[i])) {
          throw new SeqrecException(
              "score is not finite: "
                  + ownScores[i]
                  + "; lower the learning rate or check the features");
        }
        ranking.ranks()[offset + i] =
            removed[i]
                ? Double.POSITIVE_INFINITY
                : Ranking.rank(ahead[i] - (long) seenAhead[i], tied[i] - 1 - (long) seenTied[i]);
      }
    }

    private static long[] count(NDArray truth) {
      return truth
          .toType(DataType.INT32, false)
          .sum(new int[] {1})
          .toType(DataType.INT64, false)
          .toLongArray();
    }

    private float[] masked(NDArray truth) {
      return truth.toType(DataType.FLOAT32, false).mul(seenMask).sum(new int[] {1}).toFloatArray();
    }
  }
}
