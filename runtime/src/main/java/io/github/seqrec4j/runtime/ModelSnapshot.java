package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import java.util.List;

/**
 * A model with the items that it has at one time, whatever a {@link LiveCatalogue} does meanwhile:
 * what it recommends it can name. It costs nothing to make, and is of use while its model is open.
 *
 * <p>Items have rows, from 1 to {@link #rows()}: those of the bundle, then those added, in the
 * order in which they came. A row may be that of an item which is no longer recommended.
 */
@Internal
public final class ModelSnapshot {

  private final SequentialRecommender model;
  private final CatalogueView view;

  ModelSnapshot(SequentialRecommender model, CatalogueView view) {
    this.model = model;
    this.view = view;
  }

  /** As {@link SequentialRecommender#recommend(RecommendRequest)} does. */
  public Recommendations recommend(RecommendRequest request) {
    return model.recommend(view, request);
  }

  /** As {@link SequentialRecommender#recommend(List)} does. */
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    return model.recommend(view, requests);
  }

  /** As {@link SequentialRecommender#explain} does. */
  public List<Explanation> explain(RecommendRequest request, List<String> items) {
    return model.explain(view, request, items);
  }

  /** How many items can be recommended. */
  public int size() {
    return view.rows() - view.retired().count();
  }

  /** N, rows of the bundle. */
  public int bundleRows() {
    return view.bundleRows();
  }

  /** All rows, of items that are no longer recommended too. */
  public int rows() {
    return view.rows();
  }

  /** Whether the item of a row can be recommended. */
  public boolean isOffered(int row) {
    return !view.retired().get(row);
  }

  /** Row of an item that may stand in a history, or 0 if it is unknown. */
  public int row(String item) {
    return view.index(item);
  }

  /** Identifier of the item of a row. */
  public String item(int row) {
    return view.itemId(row);
  }

  /** Title of the item of a row, its identifier where there is none. */
  public String title(int row) {
    return view.title(row);
  }
}
