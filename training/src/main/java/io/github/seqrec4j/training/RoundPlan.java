package io.github.seqrec4j.training;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import java.util.SplittableRandom;

/**
 * The rounds of a training on its data.
 *
 * @param localSteps H, steps of a partition in a round
 * @param rounds most rounds
 * @param patience rounds without a better validation after which it stops; 0 for never
 */
record RoundPlan(RoundSpec spec, int localSteps, int rounds, int patience) {

  /**
   * Reckons them.
   *
   * @throws UsageException for what a training in rounds does not have
   */
  static RoundPlan of(RoundSpec spec, RecommenderSpec recommender, Split split) {
    TrainingSpec training = recommender.training();
    if (training.emaDecay() > 0) {
      throw new UsageException(
          "training.ema-decay = "
              + training.emaDecay()
              + ": a training in rounds keeps no moving average of weights; set it to 0, the outer"
              + " optimiser takes the mean of the partitions");
    }
    int size = training.batchSize();
    int windows = TrainingBatches.windowsOfLargestPart(split, spec.partitions());
    int batches = (int) (((long) windows + size - 1) / size);
    int epoch = StepRunner.stepsPerEpoch(batches, training.accumulation());
    int local = spec.localSteps() == 0 ? epoch : spec.localSteps();
    return new RoundPlan(
        spec,
        local,
        rounds(training.epochs(), epoch, local),
        rounds(training.patience(), epoch, local));
  }

  private static int rounds(int epochs, int epoch, int local) {
    return Math.toIntExact(((long) epochs * epoch + local - 1) / local);
  }

  /** Steps of a partition in a number of rounds. */
  long steps(int number) {
    return (long) number * localSteps;
  }

  /** Steps of a partition in all. */
  long steps() {
    return steps(rounds);
  }

  /** The recommender's settings with rounds in place of epochs. */
  RecommenderSpec inRounds(RecommenderSpec recommender) {
    return recommender.toBuilder()
        .training(
            recommender.training().toBuilder()
                .epochs(rounds)
                .patience(patience)
                .validateEvery(spec.validateEvery())
                .build())
        .build();
  }

  /** The seed of a partition; of the first, and so of the only one, the training's own. */
  static long seed(long training, int partition) {
    return partition == 0 ? training : new SplittableRandom(~training + partition).nextLong();
  }
}
