package io.github.seqrec4j.training;

import io.github.seqrec4j.api.SeqrecException;

/** A step whose loss or gradient is not finite; the weights are those of the step before. */
final class Divergence extends SeqrecException {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int step;
  private final double gradientNorm;

  /** Of a step of an epoch, both from 1. */
  Divergence(int epoch, int step, double gradientNorm) {
    this(epoch, step, gradientNorm, "");
  }

  private Divergence(int epoch, int step, double gradientNorm, String kept) {
    super(
        "the loss is not finite at epoch "
            + epoch
            + ", step "
            + step
            + " (gradient norm "
            + gradientNorm
            + "): lower the learning rate or check the features for extreme values"
            + kept);
    this.epoch = epoch;
    this.step = step;
    this.gradientNorm = gradientNorm;
  }

  int epoch() {
    return epoch;
  }

  int step() {
    return step;
  }

  /** The same, with what of the training is kept and how to go on from it. */
  Divergence keeping(String what) {
    return new Divergence(epoch, step, gradientNorm, "; " + what);
  }
}
