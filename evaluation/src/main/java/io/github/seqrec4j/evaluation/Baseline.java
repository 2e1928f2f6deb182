package io.github.seqrec4j.evaluation;

/**
 * Scores of all items for the user of a target: what needs no learning, and a model must beat.
 * Learnt from training interactions alone; the history before the target is what is asked by.
 */
@FunctionalInterface
interface Baseline {

  /**
   * Adds the scores.
   *
   * @param target index of the target in the evaluated set
   * @param history the last items before it, the newest last, 0 = none
   * @param scores by item, 0 to N, zero before the call
   */
  void score(int target, int[] history, double[] scores);
}
