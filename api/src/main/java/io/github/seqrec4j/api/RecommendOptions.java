package io.github.seqrec4j.api;

/**
 * How a request is answered.
 *
 * @param seen whether items of the history may come back
 * @param scores whether the answer carries the score of each branch
 */
public record RecommendOptions(Seen seen, Scores scores) {

  /** Seen items left out, scores of the ensemble only. */
  public static final RecommendOptions DEFAULT =
      new RecommendOptions(Seen.EXCLUDE, Scores.ENSEMBLE);

  /** Whether items of the history may be recommended. */
  public enum Seen {
    /** Items of the history never come back. */
    EXCLUDE,
    /** Items of the history compete like all others. */
    INCLUDE
  }

  /** What scores an answer carries. */
  public enum Scores {
    /** The ensemble's only. */
    ENSEMBLE,
    /** The ensemble's and each branch's. */
    BRANCHES
  }
}
