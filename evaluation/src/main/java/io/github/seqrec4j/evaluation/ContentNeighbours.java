package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.runtime.ItemVectors;
import java.util.Arrays;
import java.util.List;

/**
 * Items whose content is near that of the last ones of a user: the sum of the cosines to them, the
 * n-th from the end with weight 1/n. Nothing is learnt.
 *
 * <p>Memory: the content vectors (N, F) in single precision, and those of {@value #USERS} users.
 */
final class ContentNeighbours {

  private static final int USERS = 1 << 11;
  private static final int ITEMS = 1 << 10;

  private ContentNeighbours() {}

  /**
   * Ranks the targets of a set.
   *
   * @param items N
   * @param slots items of a history, at least 1
   * @param first item of those that targets are ranked among, which go to N: 1 for all
   */
  static Ranking rank(
      NDManager manager,
      FeatureStore store,
      int items,
      int slots,
      int first,
      EvaluationSet set,
      EvaluationSpec spec) {
    int width = store.schema().width();
    Ranking ranking = Ranking.of(set);
    float[] rows = new float[Math.multiplyExact(items + 1, width)]; // (N+1, F)
    for (int from = 1; from <= items; from += ITEMS) {
      int[] some = new int[Math.min(ITEMS, items + 1 - from)];
      int start = from;
      Arrays.setAll(some, i -> start + i);
      double[][] vectors = ContentVectors.read(store, some);
      for (int i = 0; i < some.length; i++) {
        for (int f = 0; f < vectors[i].length; f++) {
          rows[some[i] * width + f] = (float) vectors[i][f];
        }
      }
    }
    SeenItems seen = set.seen();
    try (NDManager scratch = manager.newSubManager()) {
      ItemVectors content =
          new ItemVectors(
              List.of(new Branch("content")),
              HostArrays.of(scratch, rows, new Shape(items + 1L, width)));
      ItemVectors candidates = content.arranged(scratch, ItemOrder.from(first, items));
      for (int from = 0; from < set.size(); from += USERS) {
        int size = Math.min(USERS, set.size() - from);
        int[] targets = new int[size];
        int[][] unranked = new int[size][0];
        float[] users = new float[size * width]; // (C, F)
        int[] history = new int[slots];
        for (int i = 0; i < size; i++) {
          targets[i] = set.target(from + i) + 1 - first;
          if (spec.filterSeen() && first == 1) {
            seen.goTo(from + i);
            unranked[i] = seen.toArray();
          }
          set.history(from + i, history, 0);
          for (int n = 1; n <= Math.min(Baselines.HISTORY, history.length); n++) {
            int row = history[history.length - n] * width; // row 0 is zero
            for (int f = 0; f < width; f++) {
              users[i * width + f] += rows[row + f] / n;
            }
          }
        }
        try (NDManager block = scratch.newSubManager()) {
          NDArray vectors = HostArrays.of(block, users, new Shape(size, width));
          double[][] ranks =
              new TargetRanks(candidates, List.of(candidates.weights()), vectors, targets, unranked)
                  .ranks();
          System.arraycopy(ranks[0], 0, ranking.ranks(), from, size);
        }
      }
    }
    return ranking;
  }
}
