package io.github.seqrec4j.runtime;

import java.util.List;
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
   * The best items of the bundle for each user; see {@link #products}.
   *
   * @param selections (B), to which nothing was offered
   * @throws io.github.seqrec4j.api.SeqrecException if a score among them is not finite
   */
  List<TopItems> best(float[] users, int from, int to, List<Selection> selections);

  /** Vector of an item of the bundle, (MD). */
  float[] itemVector(int item);

  @Override
  void close();
}
