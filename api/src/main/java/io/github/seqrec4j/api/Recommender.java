package io.github.seqrec4j.api;

import java.util.List;

/** A trained model that answers requests. Thread-safe; close it to release native memory. */
public interface Recommender extends AutoCloseable {

  /**
   * Recommends to anyone, known or new, from what they did.
   *
   * @param history item identifiers, oldest first, at least one; only the last S are read by the
   *     backbone
   * @param k number of items wanted, at least 1; fewer come back only if fewer are left
   * @param options what to filter and to report
   * @return best first
   * @throws IllegalArgumentException if k is below 1, the history is empty, or an item is unknown
   *     (the message names it)
   * @throws IllegalStateException if closed
   */
  List<Recommendation> recommend(List<String> history, int k, RecommendOptions options);

  /**
   * {@link #recommend(List, int, RecommendOptions)} with items of the history left out and no
   * scores per branch.
   */
  default List<Recommendation> recommend(List<String> history, int k) {
    return recommend(history, k, RecommendOptions.DEFAULT);
  }

  /**
   * Recommends to a user of the training data, from all that is known of them.
   *
   * @throws IllegalArgumentException if the user is unknown
   */
  List<Recommendation> recommendToUser(String user, int k, RecommendOptions options);

  /** {@link #recommendToUser(String, int, RecommendOptions)} with default options. */
  default List<Recommendation> recommendToUser(String user, int k) {
    return recommendToUser(user, k, RecommendOptions.DEFAULT);
  }

  /** Branches in model order. */
  List<Branch> branches();

  @Override
  void close();
}
