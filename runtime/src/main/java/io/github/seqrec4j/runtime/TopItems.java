package io.github.seqrec4j.runtime;

/**
 * The best items of one user, best first; of equal scores the smaller column comes first.
 *
 * @param columns of the items, item i+1 in column i
 * @param scores one each
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one request and is never compared
record TopItems(int[] columns, float[] scores) {

  /** Those of a row of scores; see {@link TopK#of}. */
  static TopItems of(float[] scores, int row, int columns, Selection selection) {
    int[] best = TopK.of(scores, row, columns, selection.k(), selection.admitted());
    float[] ofBest = new float[best.length];
    for (int i = 0; i < best.length; i++) {
      ofBest[i] = scores[row * columns + best[i]];
    }
    return new TopItems(best, ofBest);
  }
}
