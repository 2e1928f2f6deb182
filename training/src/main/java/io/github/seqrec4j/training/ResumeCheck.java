package io.github.seqrec4j.training;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a training may go on from a checkpoint: only to what an unbroken one would have come to.
 *
 * @param file of the progress, for messages
 * @param saved the progress in it
 */
record ResumeCheck(Path file, Progress saved) {

  /**
   * That nothing that the weights depend on was another.
   *
   * @throws DataException naming each difference
   */
  void origin(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new DataException(
          file
              + ": this checkpoint was written with another configuration, data or version: "
              + String.join("; ", differences)
              + ". Go on with what was, or train into another directory");
    }
  }

  /**
   * That a training of this length would have gone through this very state.
   *
   * @param epochs most that are trained
   * @throws UsageException if not
   */
  void length(TrainingSpec spec, int epochs) {
    int begun = saved.epoch() + (saved.running().steps() > 0 ? 1 : 0);
    if (epochs < begun) {
      throw new UsageException(
          file
              + ": "
              + saved.epoch()
              + " epochs are done"
              + (begun > saved.epoch() ? " and another one is begun" : "")
              + ", but training.epochs = "
              + epochs
              + "; ask for more, or train into another directory");
    }
    int every = spec.validateEvery();
    int best = saved.best().epoch();
    if (best % every != 0 && best < epochs) {
      throw new UsageException(
          file
              + ": the best epoch, "
              + best
              + ", was validated as the last one; with training.validate-every = "
              + every
              + " and more epochs it would not have been; go on with training.epochs = "
              + best
              + ", or train into another directory");
    }
    patience(spec, begun);
  }

  private void patience(TrainingSpec spec, int begun) {
    int waited =
        begun > saved.epoch()
            ? Math.max(saved.longestWait(), saved.wait(spec))
            : saved.longestWait();
    if (spec.patience() > 0 && spec.patience() <= waited) {
      throw new UsageException(
          file
              + ": training.patience = "
              + spec.patience()
              + " would have ended this training before its epoch "
              + begun
              + "; ask for more than "
              + waited
              + ", or train into another directory");
    }
  }

  /**
   * That the steps done were as large as those of a training of this length.
   *
   * @throws UsageException if not
   */
  void schedule(TrainingSpec spec, int stepsPerEpoch) {
    Schedule schedule = spec.schedule();
    long before = (long) saved.scheduled() * stepsPerEpoch;
    long now = (long) spec.epochs() * stepsPerEpoch;
    for (long step = 1; before != now && step <= saved.steps(stepsPerEpoch); step++) {
      if (schedule.factor(step, before) != schedule.factor(step, now)) {
        throw new UsageException(
            file
                + ": the step sizes of training.schedule '"
                + schedule.type()
                + "' depend on the number of epochs: those done belong to "
                + saved.scheduled()
                + " epochs, not to "
                + spec.epochs()
                + "; go on with "
                + saved.scheduled()
                + ", or train anew into another directory");
      }
    }
  }
}
