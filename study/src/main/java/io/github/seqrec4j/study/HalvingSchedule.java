package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How many trials are trained to how many epochs, by successive halving (Jamieson and Talwalkar
 * 2016, "Non-stochastic Best Arm Identification and Hyperparameter Optimization"; with a factor
 * other than two as in Li et al. 2018, "Hyperband").
 */
final class HalvingSchedule {

  /** Steps in which two schedules of step sizes are looked at for a difference. */
  private static final int STEPS = 100;

  private HalvingSchedule() {}

  /**
   * One rung.
   *
   * @param trials the best so many of the rung before
   * @param epochs that they are trained to
   */
  record Rung(int trials, int epochs) {}

  /** The rungs of a tuning; the last one is to all epochs. */
  static List<Rung> rungs(TuneSpec spec, TrainingSpec training) {
    int most = training.epochs();
    if (spec.method() == TuneSpec.Method.RANDOM) {
      return List.of(new Rung(spec.trials(), most));
    }
    List<Rung> rungs = new ArrayList<>();
    long epochs = spec.firstEpochs();
    int trials = spec.trials();
    while (true) {
      int reached = trials == 1 ? most : validated(epochs, training);
      int before = rungs.isEmpty() ? 0 : rungs.get(rungs.size() - 1).epochs();
      if (reached > before) { // else the next epoch that is validated is the same
        rungs.add(new Rung(trials, reached));
      }
      if (reached == most) {
        return List.copyOf(rungs);
      }
      trials = Math.max(1, trials / spec.factor());
      epochs *= spec.factor();
    }
  }

  /**
   * Up to the next epoch whose turn it is to be validated: else a trial could not go on from it.
   */
  private static int validated(long epochs, TrainingSpec training) {
    int every = training.validateEvery();
    return (int) Math.min(training.epochs(), (epochs + every - 1) / every * every);
  }

  /**
   * Whether the step sizes of a training to fewer epochs are those of the beginning of a longer.
   */
  static boolean canPromote(TrainingSpec training, List<Rung> rungs) {
    Schedule schedule = training.schedule();
    long longest = (long) STEPS * training.epochs();
    for (Rung rung : rungs) {
      long shorter = (long) STEPS * rung.epochs();
      for (long step = 1; step <= shorter; step++) {
        if (schedule.factor(step, shorter) != schedule.factor(step, longest)) {
          return false;
        }
      }
    }
    return true;
  }
}
