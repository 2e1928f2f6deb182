package io.github.seqrec4j.runtime;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Gives items that lack a branch a score among those that have all. Scores of branches differ in
 * level and spread, from request to request too, so that neither a zero nor a mean in place of what
 * is missing would be fair: such items would stand all on top, or never reach it. Their rank is
 * carried over instead. By the branches that it has, such an item stands somewhere among the
 * complete items; in the ensemble it gets the score that stands at this same place there.
 *
 * <p>That is exact among the best {@value #EXACT}; before the first one and behind the last one,
 * differences of c count as many times as the user's vector of the ensemble is longer than that of
 * content, as the spreads of their scores do.
 *
 * <p>Symbols: c scores by the branches that all items have, s scores of the ensemble, both sorted
 * downwards over complete items.
 */
final class RankMatching {

  /** Places whose scores are carried over one by one; lists are shorter. */
  static final int EXACT = 1024;

  private final float[] c;
  private final float[] s;
  private final double stretch;

  /**
   * From the best complete items, as many of both.
   *
   * @param stretch how many times larger differences of s are than those of c
   */
  RankMatching(float[] c, float[] s, double stretch) {
    this.c = c;
    this.s = s;
    this.stretch = stretch;
  }

  /**
   * Replaces the scores of items that lack a branch. Without any complete item they are their
   * content's.
   *
   * @param scores the ensemble's, negative infinity where an item is retired
   * @param content likewise, by the branches that all items have
   * @param complete whether the item of a column has all branches
   * @param stretch as above
   */
  static void apply(float[] scores, float[] content, IntPredicate complete, double stretch) {
    RankMatching matching =
        new RankMatching(best(content, complete), best(scores, complete), stretch);
    for (int column = 0; column < scores.length; column++) {
      if (scores[column] != Float.NEGATIVE_INFINITY && !complete.test(column)) {
        scores[column] = matching.score(content[column]);
      }
    }
  }

  private static float[] best(float[] scores, IntPredicate complete) {
    return TopItems.of(scores, 0, scores.length, new Selection(EXACT, complete, false)).scores();
  }

  /**
   * Items that lack a branch with the scores that they get.
   *
   * @param byContent with the scores of their content
   * @param whole whether c and s are of all complete items; else those behind the last are left out
   */
  TopItems scored(TopItems byContent, boolean whole) {
    int count = byContent.columns().length;
    while (!whole && count > 0 && before(byContent.scores()[count - 1]) == c.length) {
      count--;
    }
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = score(byContent.scores()[i]);
    }
    return new TopItems(Arrays.copyOf(byContent.columns(), count), scores);
  }

  private float score(float content) {
    if (c.length == 0) {
      return content;
    }
    int before = before(content); // complete items whose content scores at least as much
    if (before == 0 || before == c.length) {
      int at = Math.max(0, before - 1);
      return (float) (s[at] + (content - c[at]) * stretch);
    }
    float above = c[before - 1];
    float below = c[before];
    float between = (content - below) / (above - below); // in [0, 1)
    return s[before] + between * (s[before - 1] - s[before]);
  }

  private int before(float content) {
    int low = 0;
    int high = c.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (c[middle] >= content) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
