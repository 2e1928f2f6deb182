package io.github.seqrec4j.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best of a catalogue that has rows behind the bundle's, or items that lack the ID,
 * without the scores of all of them. Where {@link RankMatching} scores the latter, an item behind k
 * admitted complete ones by its content is not among the best k. So the best complete items by the
 * ensemble and by content, and the best of the others by content, are all that it takes: searches
 * for a few items each.
 *
 * <p>Shapes: B requests, N rows of the bundle, M branches, D width.
 */
final class LivingSearch {

  /** Items listed for each that is to pass a test of which nothing is known. */
  private static final int TESTED = 8;

  private final BatchScores batch;
  private final List<ResolvedRequest> requests;
  private final Scoring scoring;
  private final CatalogueView catalogue;
  private final int columns; // MD

  LivingSearch(
      BatchScores batch,
      List<ResolvedRequest> requests,
      Scoring scoring,
      CatalogueView catalogue,
      int columns) {
    this.batch = batch;
    this.requests = requests;
    this.scoring = scoring;
    this.catalogue = catalogue;
    this.columns = columns;
  }

  /**
   * The best of each request, null for one of which that takes the scores of all rows.
   *
   * @param wanted (B), to which nothing was offered
   */
  List<@Nullable TopItems> best(List<Selection> wanted) {
    List<Selection> first = new ArrayList<>();
    List<Integer> matched = new ArrayList<>();
    for (int row = 0; row < wanted.size(); row++) {
      Selection asked = wanted.get(row);
      if (batch.matches(row)) {
        matched.add(row);
        first.add(complete(places(requests.get(row), asked.k())));
      } else if (batch.asksIdAlone(row)) {
        first.add(asked.with(column -> isComplete(column) && asked.admitted().test(column)));
      } else {
        first.add(asked);
      }
    }
    List<@Nullable TopItems> best = new ArrayList<>(search(batch.weighted(), first));
    if (!matched.isEmpty()) {
      match(matched, first, wanted, best);
    }
    return best;
  }

  /** Puts the best of requests in place of their best complete items. */
  private void match(
      List<Integer> matched,
      List<Selection> first,
      List<Selection> wanted,
      List<@Nullable TopItems> best) {
    float[] content = vectors(batch.byContent(), matched);
    List<Selection> complete = new ArrayList<>();
    List<Selection> lacking = new ArrayList<>();
    for (int row : matched) {
      Selection asked = wanted.get(row);
      complete.add(complete(first.get(row).k()));
      lacking.add(asked.with(column -> isLacking(column) && asked.admitted().test(column)));
    }
    List<TopItems> byContent = search(content, complete);
    List<TopItems> others =
        catalogue.bundleLacks() ? search(content, lacking) : added(content, lacking);
    for (int i = 0; i < matched.size(); i++) {
      int row = matched.get(i);
      TopItems byAll = best.get(row);
      if (byAll == null) {
        throw new IllegalStateException("every search has an answer");
      }
      boolean whole = byAll.columns().length < first.get(row).k();
      TopItems admitted = byAll.where(wanted.get(row).admitted());
      if (whole || admitted.columns().length >= wanted.get(row).k()) {
        RankMatching matching =
            new RankMatching(byContent.get(i).scores(), byAll.scores(), batch.stretch(row));
        best.set(row, admitted.with(matching.scored(others.get(i), whole), wanted.get(row).k()));
      } else {
        best.set(row, null); // too many of the best are not admitted
      }
    }
  }

  /**
   * How many complete items are listed: enough for k admitted ones where the request names what it
   * refuses, and likely enough where it has a test.
   */
  private static int places(ResolvedRequest request, int k) {
    long places = 1L + k + request.namedRefused();
    return (int) Math.min(RankMatching.EXACT, request.isOpen() ? places : TESTED * places);
  }

  private Selection complete(int k) {
    return new Selection(
        k, column -> isComplete(column) && !catalogue.retired().get(column + 1), false);
  }

  private boolean isComplete(int column) {
    return !catalogue.isLacking(column + 1);
  }

  private boolean isLacking(int column) {
    return catalogue.isLacking(column + 1);
  }

  /** Some of the rows of an array (B, MD). */
  private float[] vectors(float[] all, List<Integer> rows) {
    float[] some = new float[rows.size() * columns];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(all, rows.get(i) * columns, some, i * columns, columns);
    }
    return some;
  }

  /** The best of the bundle and of the rows behind it. */
  private List<TopItems> search(float[] vectors, List<Selection> selections) {
    BatchScores.checkFinite(vectors);
    List<TopItems> stored = scoring.best(vectors, 0, columns, selections);
    List<TopItems> added = added(vectors, selections);
    List<TopItems> best = new ArrayList<>();
    for (int i = 0; i < selections.size(); i++) {
      best.add(stored.get(i).with(added.get(i), selections.get(i).k()));
    }
    return best;
  }

  /** The best of the rows behind the bundle. */
  private List<TopItems> added(float[] vectors, List<Selection> selections) {
    LiveRows.Snapshot live = catalogue.live();
    List<TopItems> best = new ArrayList<>();
    for (Selection selection : selections) {
      if (live == null) {
        best.add(TopItems.NONE);
        continue;
      }
      float[] scores = new float[live.size()];
      live.products(vectors, best.size(), 0, columns, scores, 0);
      BatchScores.checkFinite(scores);
      int stored = catalogue.bundleRows();
      IntPredicate admitted = selection.admitted();
      best.add(
          TopItems.of(
                  scores,
                  0,
                  scores.length,
                  selection.with(column -> admitted.test(stored + column)))
              .behind(stored));
    }
    return best;
  }
}
