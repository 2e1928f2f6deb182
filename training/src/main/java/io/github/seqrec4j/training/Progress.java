package io.github.seqrec4j.training;

import io.github.seqrec4j.api.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far a training is: the plain part of a checkpoint.
 *
 * @param format of the checkpoint
 * @param number of the checkpoint, 0 before the first; later ones have higher numbers
 * @param arraysSha256 of the file of its arrays
 * @param epoch whole epochs done
 * @param running the epoch after them
 * @param best the best epoch so far
 * @param trainSeconds wall time of the steps of the whole epochs
 * @param evaluateSeconds wall time of their validations
 * @param longestWait most epochs without a better one before another one was trained
 * @param scheduled epochs that the schedule was laid out for
 * @param changes what was changed on the way, after the training had diverged
 * @param origin what the weights depend on
 */
record Progress(
    int format,
    int number,
    String arraysSha256,
    int epoch,
    RunningEpoch running,
    Best best,
    double trainSeconds,
    double evaluateSeconds,
    int longestWait,
    int scheduled,
    List<String> changes,
    CheckpointOrigin origin) {

  /** Format that is written and read. */
  static final int FORMAT = 2;

  /**
   * The best epoch so far.
   *
   * @param epoch 0 before the first validation
   * @param score of it
   * @param validation metrics by name
   * @param standardErrors of these
   * @param checkpoint number of the checkpoint that was written at its end, 0 until then
   * @param arraysSha256 of the file of its arrays
   */
  record Best(
      int epoch,
      double score,
      Map<String, Map<String, Double>> validation,
      Map<String, Map<String, Double>> standardErrors,
      int checkpoint,
      String arraysSha256) {

    private static final Best NONE = new Best(0, -1, Map.of(), Map.of(), 0, "");
  }

  Progress {
    changes = List.copyOf(changes);
    if (epoch < 0
        || running.steps() < 0
        || best.epoch() < 0
        || best.epoch() > epoch
        || best.checkpoint() > number) {
      throw new IllegalArgumentException(
          "epoch " + epoch + ", step " + running.steps() + ", best epoch " + best.epoch());
    }
    if (longestWait < 0 || longestWait > epoch) {
      throw new IllegalArgumentException("a wait of " + longestWait + " of " + epoch + " epochs");
    }
    if (scheduled < epoch) {
      throw new IllegalArgumentException(epoch + " epochs done of " + scheduled + " scheduled");
    }
    if (!Double.isFinite(best.score()) || !(trainSeconds >= 0) || !(evaluateSeconds >= 0)) {
      throw new IllegalArgumentException(
          "score %s, %s s and %s s, expected finite numbers and times from 0 on"
              .formatted(best.score(), trainSeconds, evaluateSeconds));
    }
  }

  /** Before the first step. */
  static Progress start(CheckpointOrigin origin, int scheduled) {
    return new Progress(
        FORMAT, 0, "", 0, RunningEpoch.NEW, Best.NONE, 0, 0, 0, scheduled, List.of(), origin);
  }

  /** With another state of the running epoch. */
  Progress running(RunningEpoch now) {
    return new Progress(
        format,
        number,
        arraysSha256,
        epoch,
        now,
        best,
        trainSeconds,
        evaluateSeconds,
        longestWait,
        scheduled,
        changes,
        origin);
  }

  /**
   * With the running epoch done.
   *
   * @param found the best, this epoch or one before
   * @param evaluated seconds of its validation
   * @param wait of {@link #wait(TrainingSpec)} before it
   */
  Progress epochDone(Best found, double evaluated, int wait) {
    return new Progress(
        format,
        number,
        arraysSha256,
        epoch + 1,
        RunningEpoch.NEW,
        found,
        trainSeconds + running.seconds(),
        evaluateSeconds + evaluated,
        Math.max(longestWait, wait),
        scheduled,
        changes,
        origin);
  }

  /** As it is in a checkpoint, which is that of the best epoch too where that has none. */
  Progress written(int as, String sha256) {
    Best kept =
        best.epoch() == 0 || best.checkpoint() > 0
            ? best
            : new Best(
                best.epoch(), best.score(), best.validation(), best.standardErrors(), as, sha256);
    return new Progress(
        format,
        as,
        sha256,
        epoch,
        running,
        kept,
        trainSeconds,
        evaluateSeconds,
        longestWait,
        scheduled,
        changes,
        origin);
  }

  /** As a training of this origin takes it over, with what that changes. */
  Progress takenOver(CheckpointOrigin now, int epochsScheduled, List<String> changed) {
    List<String> all = new ArrayList<>(changes);
    changed.forEach(change -> all.add("after epoch " + epoch + ": " + change));
    return new Progress(
        format,
        number,
        arraysSha256,
        epoch,
        running,
        best,
        trainSeconds,
        evaluateSeconds,
        longestWait,
        epochsScheduled,
        all,
        now);
  }

  /** Steps done over all epochs. */
  long steps(int stepsPerEpoch) {
    return (long) epoch * stepsPerEpoch + running.steps();
  }

  /**
   * Epochs since the best one, where that may end the training: after an epoch whose turn it is to
   * be validated; 0 else.
   */
  int wait(TrainingSpec spec) {
    return epoch % spec.validateEvery() == 0 ? epoch - best.epoch() : 0;
  }

  /** Whether a training of these settings has something left to do. */
  boolean goesOn(TrainingSpec spec, int epochs) {
    boolean waited = spec.patience() > 0 && wait(spec) >= spec.patience();
    return running.steps() > 0 || (epoch < epochs && !waited);
  }
}
