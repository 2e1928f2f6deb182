package io.github.seqrec4j.training;

/**
 * An epoch in the middle: what its steps came to so far.
 *
 * @param steps done of it
 * @param crossEntropy sum over the steps of the objective's loss
 * @param distillation sum of the weighted distillation
 * @param gradientNorm sum of the norms before clipping
 * @param seconds wall time of the steps
 */
record RunningEpoch(
    int steps, double crossEntropy, double distillation, double gradientNorm, double seconds) {

  /** Before the first step. */
  static final RunningEpoch NEW = new RunningEpoch(0, 0, 0, 0, 0);

  /** After one more step. */
  RunningEpoch after(StepRunner.Made step, double took) {
    return new RunningEpoch(
        steps + 1,
        crossEntropy + step.loss(),
        distillation + step.distillation(),
        gradientNorm + step.gradientNorm(),
        seconds + took);
  }

  /** Mean loss with distillation over the steps. */
  double loss() {
    return (crossEntropy + distillation) / steps;
  }
}
