package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Internal;

/**
 * Told what the steps of a training are at, to measure what each part of them takes: a {@link
 * io.github.seqrec4j.api.TrainingListener} given to {@link Trainer#fit} that is one too. A phase
 * ends where the next begins; the last one of a step, which is {@link Phase#OPTIMIZER}, at {@link
 * io.github.seqrec4j.api.TrainingEvent.StepFinished}. On the CPU the engine has computed by then
 * what it was asked for; on other devices it may be behind.
 */
@Internal
@FunctionalInterface
public interface StepClock {

  /** What a step is at. */
  enum Phase {
    /** Reading the batch, augmenting it, drawing candidates, laying out rows. */
    DATA,
    /** The forward pass of the items, their features gathered. */
    ITEM_ENCODER,
    /** The forward pass of the sequences, all branches. */
    BACKBONES,
    /** Loss and distillation with their gradients by user and item vectors. */
    LOSS,
    /** From those gradients back through sequences and items to the weights. */
    BACKWARD,
    /** Bringing ID rows up to date, the norm of the gradient, moving the weights. */
    OPTIMIZER
  }

  /** Does nothing. */
  StepClock NONE = phase -> {};

  /** A phase begins; on the training thread, some of them more than once in a step. */
  void begin(Phase phase);
}
