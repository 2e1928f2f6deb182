package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.data.EvaluationSet;
import java.util.Arrays;

/**
 * Recommends what is most popular in the training sequences: the floor that a sequential model must
 * clear.
 */
public final class PopularityBaseline {

  private PopularityBaseline() {}

  /** Ranks the targets by popularity under the protocol of the evaluation. */
  public static Ranking evaluate(ItemCounts counts, EvaluationSet set, EvaluationSpec spec) {
    long[] sorted = new long[counts.items()];
    for (int item = 1; item <= sorted.length; item++) {
      sorted[item - 1] = counts.count(item);
    }
    Arrays.sort(sorted);
    double[] ranks = new double[set.size()];
    for (int i = 0; i < ranks.length; i++) {
      int target = set.target(i);
      long own = counts.count(target);
      long notAbove = firstAbove(sorted, own);
      long ahead = sorted.length - notAbove;
      long tied = notAbove - firstAbove(sorted, own - 1) - 1;
      boolean removed = false;
      if (spec.filterSeen()) {
        for (int seen : set.seen(i)) {
          removed |= seen == target;
          ahead -= counts.count(seen) > own ? 1 : 0;
          tied -= seen != target && counts.count(seen) == own ? 1 : 0;
        }
      }
      ranks[i] = removed ? Double.POSITIVE_INFINITY : Ranking.rank(ahead, tied);
    }
    return new Ranking(ranks);
  }

  /** Index of the first value above {@code value}. */
  private static int firstAbove(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
