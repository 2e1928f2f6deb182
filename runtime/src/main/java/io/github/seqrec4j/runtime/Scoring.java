package io.github.seqrec4j.runtime;

import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What an engine computes: user vectors, and inner products with the vectors of all items. All else
 * about a request is the same for every engine. Many threads may ask at once.
 *
 * <p>Shapes: B histories, N items, M branches, D width; the branches of a vector lie side by side.
 */
interface Scoring extends AutoCloseable {

  /** Which it is; never {@link ServingEngine#AUTO}. */
  ServingEngine engine();

  /** How much each branch counts in the ensemble. */
  EnsembleWeights weights();

  /**
   * User vectors after the last item of each history, (B, MD), zero in branches that are not asked
   * for.
   *
   * @param histories each with at least one item
   * @param branches (M), which ones are asked for
   * @param live the rows behind those of the bundle, or null for none
   */
  float[] encode(Histories histories, boolean[] branches, LiveRows.@Nullable Snapshot live);

  /**
   * Inner products of all items of the bundle with user vectors, over some of their numbers: (B,
   * N), column i being item i+1.
   *
   * @param users (B, MD)
   * @param batch B
   * @param from first number of MD
   * @param to last number, exclusive
   */
  float[] products(float[] users, int batch, int from, int to);

  /**
   * The same for one user, (N), where nobody asks for more than the best: an item that is certainly
   * not among them may have negative infinity instead.
   *
   * @param user (MD)
   * @param k how many are wanted, at least 1
   * @param exclude sets the scores of items that may not come back to negative infinity
   * @param admitted asked of columns as {@link TopK} does
   */
  default float[] best(
      float[] user, int from, int to, int k, Consumer<float[]> exclude, IntPredicate admitted) {
    float[] scores = products(user, 1, from, to);
    exclude.accept(scores);
    return scores;
  }

  /** Vector of an item of the bundle, (MD). */
  float[] itemVector(int item);

  @Override
  void close();
}
