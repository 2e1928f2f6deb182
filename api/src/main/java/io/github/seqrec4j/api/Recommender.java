package io.github.seqrec4j.api;

import java.util.List;

/**
 * A trained model that answers requests. It knows items, no users: a request brings its history.
 * Thread-safe; close it to release native memory.
 */
public interface Recommender extends AutoCloseable {

  /**
   * Answers one request. The last S items of its history that the model knows are read; all of them
   * count as seen. Where fewer than {@code k} items are left, fewer come back; an empty answer says
   * why.
   *
   * @return best first
   * @throws IllegalArgumentException if an item of the history is unknown and not to be skipped
   *     (the message names all such), or the branch is unknown
   * @throws IllegalStateException if closed
   */
  Recommendations recommend(RecommendRequest request);

  /**
   * Answers many requests at once, which costs less than one after the other. Scores equal those of
   * single requests up to the rounding of float32 sums (some 1e-6 of the largest score), so that
   * items which all but tie may change places.
   *
   * @return an answer for each request, in their order
   * @throws IllegalArgumentException if one is refused; the message says which, and none is
   *     answered
   * @throws IllegalStateException if closed
   */
  List<Recommendations> recommend(List<RecommendRequest> requests);

  /**
   * Answers a history of items, oldest first, with the defaults of {@link RecommendRequest}.
   *
   * @param k number of items wanted, at least 1
   * @throws IllegalArgumentException if k is below 1, the history is empty, or an item is unknown
   * @throws IllegalStateException if closed
   */
  default Recommendations recommend(List<String> history, int k) {
    return recommend(RecommendRequest.of(history).k(k));
  }

  /**
   * The vector of an item, (MD), the branches side by side: the score of an item is the inner
   * product of {@link #userVector} with it. It is zero in a branch that the item lacks, as one does
   * that was added after the training; such an item's score is another.
   *
   * @throws IllegalArgumentException if the item is unknown
   * @throws IllegalStateException if closed
   */
  float[] itemVector(String item);

  /**
   * The vector of a request, (MD), the branches side by side: the ensemble's are divided by their
   * number M, as its score is their mean; where one branch answers alone, the others are zero. Of
   * the request, history, time, unknown items and branch count.
   *
   * @throws IllegalArgumentException if an item of the history is unknown and not to be skipped, if
   *     none is left, or the branch is unknown
   * @throws IllegalStateException if closed
   */
  float[] userVector(RecommendRequest request);

  /** Branches in model order. */
  List<Branch> branches();

  /** Identifiers of all items, in model order. */
  List<String> items();

  @Override
  void close();
}
