package io.github.seqrec4j.runtime;

import java.util.Arrays;

/**
 * Scores of all rows of a catalogue for one request: what {@link LivingSearch} goes back to where
 * it cannot tell the best without them.
 *
 * <p>Shapes: N rows of the bundle, R rows in all, M branches, D width.
 */
final class AllScores {

  private final BatchScores request; // a batch of one
  private final Scoring scoring;
  private final CatalogueView catalogue;

  AllScores(BatchScores request, Scoring scoring, CatalogueView catalogue) {
    this.request = request;
    this.scoring = scoring;
    this.catalogue = catalogue;
  }

  /**
   * (R), column i being row i+1; negative infinity where a row is retired, or lacks the one branch
   * that is asked.
   */
  float[] of() {
    float[] scores = products(request.weighted());
    if (request.asksIdAlone(0)) {
      for (int column = 0; column < scores.length; column++) {
        if (catalogue.isLacking(column + 1)) {
          scores[column] = Float.NEGATIVE_INFINITY;
        }
      }
    } else if (request.matches(0)) {
      RankMatching.apply(
          scores,
          products(request.byContent()),
          column -> !catalogue.isLacking(column + 1),
          request.stretch(0));
    }
    return scores;
  }

  /** Of a user vector (MD), (R), negative infinity where a row is retired. */
  private float[] products(float[] user) {
    float[] products = scoring.products(user, 1, 0, user.length); // (N)
    LiveRows.Snapshot live = catalogue.live();
    if (live != null) {
      int stored = products.length;
      products = Arrays.copyOf(products, catalogue.rows());
      live.products(user, 0, 0, user.length, products, stored);
    }
    BatchScores.checkFinite(products);
    RowBits retired = catalogue.retired();
    for (int row = retired.next(0); row >= 0; row = retired.next(row + 1)) {
      products[row - 1] = Float.NEGATIVE_INFINITY;
    }
    return products;
  }
}
