package io.github.seqrec4j.runtime;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The best items of one user, best first; of equal scores the smaller column comes first.
 *
 * @param columns of the items, item i+1 in column i
 * @param scores one each
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one request and is never compared
record TopItems(int[] columns, float[] scores) {

  static final TopItems NONE = new TopItems(new int[0], new float[0]);

  /** Those of a row of scores; see {@link TopK#of}. */
  static TopItems of(float[] scores, int row, int columns, Selection selection) {
    int[] best = TopK.of(scores, row, columns, selection.k(), selection.admitted());
    float[] ofBest = new float[best.length];
    for (int i = 0; i < best.length; i++) {
      ofBest[i] = scores[row * columns + best[i]];
    }
    return new TopItems(best, ofBest);
  }

  /** The same items, their columns counted from {@code first} on. */
  TopItems behind(int first) {
    return new TopItems(Arrays.stream(columns).map(column -> first + column).toArray(), scores);
  }

  /** Those that pass a test. */
  TopItems where(IntPredicate admitted) {
    int[] places =
        IntStream.range(0, columns.length).filter(i -> admitted.test(columns[i])).toArray();
    TopItems some = new TopItems(new int[places.length], new float[places.length]);
    for (int i = 0; i < places.length; i++) {
      some.columns[i] = columns[places[i]];
      some.scores[i] = scores[places[i]];
    }
    return some;
  }

  /** The k best of these and others. */
  TopItems with(TopItems others, int k) {
    if (others.columns.length == 0 && columns.length <= k) {
      return this;
    }
    int count = (int) Math.min(k, (long) columns.length + others.columns.length);
    TopItems both = new TopItems(new int[count], new float[count]);
    int a = 0;
    int b = 0;
    for (int i = 0; i < count; i++) {
      boolean takes = b == others.columns.length || (a < columns.length && !isBehind(a, others, b));
      both.columns[i] = takes ? columns[a] : others.columns[b];
      both.scores[i] = takes ? scores[a++] : others.scores[b++];
    }
    return both;
  }

  private boolean isBehind(int a, TopItems others, int b) {
    return scores[a] < others.scores[b]
        || (scores[a] == others.scores[b] && columns[a] > others.columns[b]);
  }
}
