package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model bundle as a training reads it that goes on from it: what the model is, its items, and all
 * weights, of which serving needs a part.
 */
@Internal
public final class StoredModel implements AutoCloseable {

  private final ModelSpec model;
  private final ModelOrigin origin;
  private final List<String> items;
  private final int added;
  private final SafeTensorsFile weights;
  private final SafeTensorsFile vectors;

  StoredModel(
      ModelSpec model,
      ModelOrigin origin,
      List<String> items,
      int added,
      SafeTensorsFile weights,
      SafeTensorsFile vectors) {
    this.model = model;
    this.origin = origin;
    this.items = items;
    this.added = added;
    this.weights = weights;
    this.vectors = vectors;
  }

  /**
   * Opens a bundle, checked as {@link SequentialRecommender#load} does.
   *
   * @throws DataException if it is missing, incomplete or damaged, naming the file
   */
  public static StoredModel open(Path bundle) {
    return BundleLoader.open(bundle);
  }

  /** What the model is. */
  public ModelSpec model() {
    return model;
  }

  /** Where it comes from. */
  public ModelOrigin origin() {
    return origin;
  }

  /** Identifier of item 1..N at index 0..N-1. */
  public List<String> items() {
    return items;
  }

  /** How many of the items, the first ones, were trained on; the others were added since. */
  public int trained() {
    return items.size() - added;
  }

  /** All weights by name, open as long as this is. */
  public SafeTensorsFile weights() {
    return weights;
  }

  /**
   * The vector of an item, all branches side by side: (MD), owned by {@code owner}.
   *
   * @param item from 1 to N
   * @throws IOException if it cannot be read
   */
  public NDArray vector(NDManager owner, int item) throws IOException {
    long columns = (long) model.itemEncoder().branches().size() * model.itemEncoder().width();
    return vectors.readRange(owner, ModelBundle.VECTORS_NAME, item * columns, columns);
  }

  @Override
  public void close() throws IOException {
    try (weights;
        vectors) {
      // both are closed, whatever the first does
    }
  }
}
