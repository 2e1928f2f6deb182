package io.github.seqrec4j.training;

/** What a saved model holds beside what serving needs. */
public enum SaveOption {
  /**
   * Identifiers and histories of all users, so that {@code SequentialRecommender.histories()} has
   * them after loading. Without it nothing of a single user is in the files of a model.
   */
  USER_HISTORIES
}
