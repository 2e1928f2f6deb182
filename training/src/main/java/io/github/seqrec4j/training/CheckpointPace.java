package io.github.seqrec4j.training;

import io.github.seqrec4j.api.TrainingSpec;

/** When a checkpoint is due within an epoch. No number of a model depends on it. */
final class CheckpointPace {

  /** Least time between two checkpoints, in times of writing one: they take a tenth at most. */
  private static final int BETWEEN = 9;

  private static final double NANOS = 1e9;

  private final TrainingSpec spec;
  private long last = System.nanoTime();
  private double writing;

  /** From now on. */
  CheckpointPace(TrainingSpec spec) {
    this.spec = spec;
  }

  /**
   * Whether one is due after a step.
   *
   * @param step counted from 1 over the whole training
   */
  boolean isDue(long step) {
    double passed = (System.nanoTime() - last) / NANOS;
    return (spec.checkpointSteps() > 0 && step % spec.checkpointSteps() == 0)
        || (spec.checkpointSeconds() > 0
            && passed >= Math.max(spec.checkpointSeconds(), BETWEEN * writing));
  }

  /**
   * One was written.
   *
   * @param start when writing began, in nanoseconds
   * @return seconds that it took
   */
  double written(long start) {
    last = System.nanoTime();
    writing = (last - start) / NANOS;
    return writing;
  }
}
