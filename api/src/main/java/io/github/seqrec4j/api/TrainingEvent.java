package io.github.seqrec4j.api;

import java.nio.file.Path;
import java.util.Map;

/** What a training run tells its listener, on the training thread. */
@Experimental
public sealed interface TrainingEvent {

  /**
   * Training begins.
   *
   * @param epochs most epochs that will run
   * @param stepsPerEpoch optimiser steps in each
   * @param parameters trainable numbers, ID table included
   * @param firstEpoch 1, or the epoch that a resumed training goes on in
   * @param firstStep 1, or the step of that epoch that it goes on with
   */
  record Started(int epochs, int stepsPerEpoch, long parameters, int firstEpoch, int firstStep)
      implements TrainingEvent {}

  /**
   * The first weights are those of a trained model; told before {@link Started}. A training that is
   * resumed goes on from its checkpoint all the same.
   *
   * @param model directory of its bundle
   * @param kept items of both model and data, by identifier
   * @param added items of the data alone, whose ID embeddings start from their content
   * @param gone items of the model alone
   */
  record WarmStarted(Path model, int kept, int added, int gone) implements TrainingEvent {}

  /**
   * What the training will take, reckoned before its first step; told after {@link Started}.
   *
   * @param stateBytes weights, moments, averages and best weights, outside the heap
   * @param stepBytes what a step adds to them, about
   * @param evaluationBytes what a validation adds to them, about
   * @param checkpointBytes of a checkpoint
   * @param stepFlops floating-point operations of the matrix products of a step, at most
   * @param epochSeconds that these take in an epoch at the rate of the machine's matrix product
   */
  record Estimated(
      long stateBytes,
      long stepBytes,
      long evaluationBytes,
      long checkpointBytes,
      double stepFlops,
      double epochSeconds)
      implements TrainingEvent {}

  /**
   * A checkpoint is written.
   *
   * @param epoch that it is in or, with all its steps, after
   * @param step steps done of that epoch
   * @param bytes of its files
   * @param seconds that writing took
   */
  record CheckpointWritten(int epoch, int step, long bytes, double seconds)
      implements TrainingEvent {}

  /**
   * One optimiser step is done.
   *
   * @param epoch from 1
   * @param step from 1, within the epoch
   * @param stepsPerEpoch steps in the epoch
   * @param loss running mean over the epoch of the objective's loss plus weighted distillation
   * @param crossEntropy the objective's loss of this step, whichever it is, summed over branches
   * @param distillation weighted distillation loss of this step
   * @param gradientNorm of this step, before clipping
   */
  record StepFinished(
      int epoch,
      int step,
      int stepsPerEpoch,
      double loss,
      double crossEntropy,
      double distillation,
      double gradientNorm)
      implements TrainingEvent {}

  /**
   * One epoch is trained, and validated where it was its turn.
   *
   * @param epoch from 1
   * @param crossEntropy the objective's loss, whichever it is: mean over steps, summed over
   *     branches
   * @param distillation mean over steps of the weighted distillation loss
   * @param gradientNorm mean over steps, before clipping
   * @param distillationWeight w of this epoch
   * @param validation metric by name, for the ensemble and each branch; empty where the epoch was
   *     not validated
   * @param validationUsers users that these are of, 0 where there was none
   * @param best whether this is the best epoch so far
   * @param trainSeconds wall time of the steps
   * @param evaluateSeconds wall time of the validation
   * @param residentBytes resident size of the process after the epoch, -1 where the system does not
   *     tell
   */
  record EpochFinished(
      int epoch,
      double crossEntropy,
      double distillation,
      double gradientNorm,
      double distillationWeight,
      Map<String, Map<String, Double>> validation,
      int validationUsers,
      boolean best,
      double trainSeconds,
      double evaluateSeconds,
      long residentBytes)
      implements TrainingEvent {}

  /**
   * Training is over.
   *
   * @param bestEpoch the epoch whose weights are kept
   * @param lastEpoch the last epoch trained
   */
  record Finished(int bestEpoch, int lastEpoch) implements TrainingEvent {}
}
