package io.github.seqrec4j.runtime;

import java.util.function.IntPredicate;

/**
 * Gives items that lack a branch a score among those that have all. Scores of branches differ in
 * level and spread, from request to request too, so that neither a zero nor a mean in place of what
 * is missing would be fair: such items would stand all on top, or never reach it. Their rank is
 * carried over instead. By the branches that it has, such an item stands somewhere among the
 * complete items; in the ensemble it gets the score that stands at this same place there.
 *
 * <p>That is exact among the best {@value #EXACT}; behind them scores are moved and stretched so
 * that they begin there and spread as the ensemble's do.
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

  private RankMatching(float[] c, float[] s, double stretch) {
    this.c = c;
    this.s = s;
    this.stretch = stretch;
  }

  /**
   * Replaces the scores of items that lack a branch in a row of scores. Without any complete item
   * they are their content's.
   *
   * @param scores rows of the ensemble's, negative infinity where an item is retired
   * @param content likewise, by the branches that all items have
   * @param complete whether the item of a column has all branches
   */
  static void apply(float[] scores, float[] content, int row, int columns, IntPredicate complete) {
    int first = row * columns;
    int[] bestByContent = TopK.of(content, row, columns, EXACT, complete);
    int[] best = TopK.of(scores, row, columns, EXACT, complete);
    float[] c = values(content, first, bestByContent);
    float[] s = values(scores, first, best);
    RankMatching matching =
        new RankMatching(c, s, stretch(scores, content, first, columns, complete));
    for (int column = 0; column < columns; column++) {
      if (scores[first + column] != Float.NEGATIVE_INFINITY && !complete.test(column)) {
        scores[first + column] = matching.score(content[first + column]);
      }
    }
  }

  private static float[] values(float[] scores, int first, int[] columns) {
    float[] values = new float[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores[first + columns[i]];
    }
    return values;
  }

  /** The spread of the ensemble's scores over that of the content's. */
  private static double stretch(
      float[] scores, float[] content, int first, int columns, IntPredicate complete) {
    Spread ofScores = new Spread();
    Spread ofContent = new Spread();
    for (int column = 0; column < columns; column++) {
      if (scores[first + column] != Float.NEGATIVE_INFINITY && complete.test(column)) {
        ofScores.add(scores[first + column]);
        ofContent.add(content[first + column]);
      }
    }
    return ofContent.deviation() > 0 ? ofScores.deviation() / ofContent.deviation() : 1;
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

  /** Standard deviation, by Welford's sums. */
  private static final class Spread {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
    }

    double deviation() {
      return count == 0 ? 0 : Math.sqrt(squares / count);
    }
  }
}
