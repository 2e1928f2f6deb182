package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.data.Split;
import java.util.Arrays;

/**
 * Recommends what is most popular among all training interactions: the floor that a sequential
 * model must clear.
 */
public final class PopularityBaseline {

  private PopularityBaseline() {}

  /** Ranks the test targets of a split by popularity under the protocol of the evaluation. */
  public static Ranking evaluate(Split split, EvaluationSpec spec) {
    return evaluate(split.trainingCounts(), split.test(), spec);
  }

  /** Ranks the targets of a set by counts, likewise. */
  public static Ranking evaluate(ItemCounts counts, EvaluationSet set, EvaluationSpec spec) {
    long[] sorted = new long[counts.items()];
    for (int item = 1; item <= sorted.length; item++) {
      sorted[item - 1] = counts.count(item);
    }
    Arrays.sort(sorted);
    Ranking ranking = Ranking.of(set);
    SeenItems seen = set.seen();
    for (int i = 0; i < set.size(); i++) {
      int target = set.target(i);
      long own = counts.count(target);
      long notAbove = firstAbove(sorted, own);
      long ahead = sorted.length - notAbove;
      long tied = notAbove - firstAbove(sorted, own - 1) - 1;
      boolean removed = false;
      if (spec.filterSeen()) {
        seen.goTo(i);
        removed = seen.contains(target);
        for (int n = 0; n < seen.size(); n++) {
          int item = seen.item(n);
          ahead -= counts.count(item) > own ? 1 : 0;
          tied -= item != target && counts.count(item) == own ? 1 : 0;
        }
      }
      ranking.ranks()[i] = removed ? Double.POSITIVE_INFINITY : Ranking.rank(ahead, tied);
    }
    return ranking;
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
