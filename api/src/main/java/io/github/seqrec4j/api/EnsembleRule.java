package io.github.seqrec4j.api;

/** What weights the branches have in the scores of the ensemble, in evaluation and serving. */
public enum EnsembleRule {
  /** All the same, as in the paper (section 3.5). */
  MEAN,
  /**
   * Those that validate best by {@link TrainingSpec#selectBy}, of all in quarters, once training
   * has ended: for data on which some branches are much weaker than others. Epochs are still chosen
   * by the mean, and the ensemble that teaches is the mean.
   */
  VALIDATED
}
