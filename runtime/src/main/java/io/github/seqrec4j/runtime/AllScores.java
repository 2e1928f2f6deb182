package io.github.seqrec4j.runtime;

/**
 * Scores of all rows of a catalogue for a batch of requests: what {@link LivingSearch} goes back to
 * where it cannot tell the best without them.
 *
 * <p>Shapes: B requests, N rows of the bundle, R rows in all, M branches, D width.
 */
final class AllScores {

  private final BatchScores batch;
  private final Scoring scoring;
  private final CatalogueView catalogue;

  AllScores(BatchScores batch, Scoring scoring, CatalogueView catalogue) {
    this.batch = batch;
    this.scoring = scoring;
    this.catalogue = catalogue;
  }

  /**
   * (B, R), column i being row i+1; negative infinity where a row is retired, or lacks the one
   * branch that is asked.
   */
  float[] of() {
    float[] scores = products(batch.weighted());
    retire(scores);
    float[] content = {};
    for (int row = 0; row < batch.size(); row++) {
      if (batch.asksIdAlone(row)) {
        dropLacking(scores, row);
      } else if (batch.matches(row)) {
        if (content.length == 0) {
          content = products(batch.byContent());
          retire(content);
        }
        RankMatching.apply(
            scores,
            content,
            row,
            catalogue.rows(),
            column -> !catalogue.isLacking(column + 1),
            batch.stretch(row));
      }
    }
    return scores;
  }

  private void dropLacking(float[] scores, int row) {
    int rows = catalogue.rows();
    for (int column = 0; column < rows; column++) {
      if (catalogue.isLacking(column + 1)) {
        scores[row * rows + column] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /** (B, R). */
  private float[] products(float[] vectors) {
    int columns = vectors.length / batch.size();
    float[] bundle = scoring.products(vectors, batch.size(), 0, columns); // (B, N)
    BatchScores.checkFinite(bundle);
    LiveRows.Snapshot live = catalogue.live();
    if (live == null || live.size() == 0) {
      return bundle;
    }
    int rows = catalogue.rows();
    int stored = catalogue.bundleRows();
    float[] all = new float[Math.multiplyExact(batch.size(), rows)];
    for (int b = 0; b < batch.size(); b++) {
      System.arraycopy(bundle, b * stored, all, b * rows, stored);
      live.products(vectors, b, 0, columns, all, b * rows + stored);
    }
    BatchScores.checkFinite(all);
    return all;
  }

  private void retire(float[] scores) {
    RowBits retired = catalogue.retired();
    for (int row = retired.next(0); row >= 0; row = retired.next(row + 1)) {
      for (int b = 0; b < batch.size(); b++) {
        scores[b * catalogue.rows() + row - 1] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
