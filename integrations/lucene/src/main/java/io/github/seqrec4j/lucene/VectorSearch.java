package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Internal;

/**
 * How an index is searched.
 *
 * @param mode exact or by the graph
 * @param candidates efSearch of HNSW, at least 1: items that a walk of the graph brings back, of
 *     which the best are taken; more find more, and take longer. Never fewer than what is wanted.
 *     Nothing to an exact search
 */
public record VectorSearch(Mode mode, int candidates) {

  /** Candidates unless said. */
  public static final int DEFAULT_CANDIDATES = 100;

  /** Exact or by the graph. */
  public enum Mode {
    /** All vectors are read: the answer of the model itself. */
    EXACT,
    /** The graph is walked. */
    HNSW
  }

  /**
   * Checks the range; the static factories are the way to it that stays.
   *
   * @throws IllegalArgumentException if candidates is below 1
   */
  @Internal
  public VectorSearch {
    Arguments.atLeast("candidates", candidates, 1);
  }

  /** All vectors are read. */
  public static VectorSearch exact() {
    return new VectorSearch(Mode.EXACT, DEFAULT_CANDIDATES);
  }

  /** The graph is walked for {@value #DEFAULT_CANDIDATES} candidates. */
  public static VectorSearch hnsw() {
    return hnsw(DEFAULT_CANDIDATES);
  }

  /**
   * The graph is walked.
   *
   * @param candidates at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public static VectorSearch hnsw(int candidates) {
    return new VectorSearch(Mode.HNSW, candidates);
  }
}
