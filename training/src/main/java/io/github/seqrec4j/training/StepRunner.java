package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.MixedPrecision;
import io.github.seqrec4j.data.TrainingBatches;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a training, each from the epoch and its number alone: the batches it takes, their
 * passes, and the move along the mean of their gradients.
 */
final class StepRunner {

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final SequenceModel model;
  private final ParameterArena arena;
  private final TrainingBatches batches;
  private final Augmenter augmenter;
  private final CandidateSampler.Sampler sampler;
  private final ModelOptimizer optimizer;
  private final TrainingStep pass;
  private final StepClock clock;

  /**
   * Steps of a model and its optimizer.
   *
   * @param teacher the finished model that the distillation names, or null
   * @param clock is told what they are at
   */
  StepRunner(
      NDManager manager,
      SequenceModel model,
      @Nullable FinishedTeacher teacher,
      ParameterArena arena,
      TrainingBatches batches,
      CandidateSampler.Sampler sampler,
      ModelOptimizer optimizer,
      StepClock clock) {
    this.manager = manager;
    this.spec = model.spec();
    this.model = model;
    this.arena = arena;
    this.batches = batches;
    this.sampler = sampler;
    this.optimizer = optimizer;
    this.clock = clock;
    augmenter = new Augmenter(spec.training().augmentations(), spec.backbone().task());
    pass = new TrainingStep(model, teacher, clock);
  }

  /**
   * What a step came to.
   *
   * @param loss mean over rows, summed over branches
   * @param distillation mean over rows, weighted
   * @param gradientNorm before clipping
   */
  record Made(double loss, double distillation, double gradientNorm) {}

  /** Steps in an epoch. */
  static int stepsPerEpoch(TrainingBatches batches, int accumulation) {
    return stepsPerEpoch(batches.stepsPerEpoch(), accumulation);
  }

  /** Steps of that many batches. */
  static int stepsPerEpoch(int batches, int accumulation) {
    return (batches + accumulation - 1) / accumulation;
  }

  /** Steps in an epoch. */
  int stepsPerEpoch() {
    return stepsPerEpoch(batches, spec.training().accumulation());
  }

  /**
   * A batch, what backbones read of it, and what it is scored against.
   *
   * @param inputs of the batch
   * @param candidates of the batch
   */
  record Drawn(EventBatch batch, BatchInputs inputs, Candidates candidates) {}

  /**
   * A batch of the first epoch, not as any step has it.
   *
   * @param number from 0
   */
  Drawn drawn(int number, SplittableRandom random) {
    EventBatch batch = batch(1, number, 0);
    BatchInputs inputs = inputs(batch, random);
    return new Drawn(batch, inputs, sampler.candidates(inputs.of(batch), random));
  }

  /** The size of the first batch. */
  CostEstimate.StepSize size() {
    Drawn first = drawn(0, new SplittableRandom(0));
    long tokens = model.schema().modalities().stream().mapToLong(ModalitySchema::tokens).sum();
    return new CostEstimate.StepSize(
        first.candidates().items().length,
        tokens,
        first.inputs().slot().length,
        first.inputs().rows().size());
  }

  /**
   * Runs a step.
   *
   * @param epoch from 1
   * @param step from 1, within the epoch
   * @throws Divergence if loss or gradient are not finite; then the weights are those of the step
   *     before
   */
  Made run(int epoch, int step) {
    long number = (long) (epoch - 1) * stepsPerEpoch() + step;
    int accumulation = spec.training().accumulation();
    int first = (step - 1) * accumulation;
    int last = Math.min(batches.stepsPerEpoch(), first + accumulation);
    try (NDManager scratch = manager.newSubManager()) {
      GradientSum.Mean mean = mean(scratch, epoch, first, last, number);
      clock.begin(StepClock.Phase.OPTIMIZER);
      double norm = ModelOptimizer.norm(mean.dense(), mean.idRows());
      if (!Double.isFinite(norm) || !Double.isFinite(mean.loss() + mean.distillation())) {
        throw Divergence.ofLoss(epoch, step, norm);
      }
      optimizer.step(scratch, number, mean.dense(), norm, mean.items(), mean.idRows());
      return new Made(mean.loss(), mean.distillation(), norm);
    }
  }

  private GradientSum.Mean mean(NDManager scratch, int epoch, int first, int last, long number) {
    clock.begin(StepClock.Phase.DATA);
    if (last - first == 1) {
      long seed = seedEngine(epoch, first + 1);
      EventBatch batch = batch(epoch, first, seed);
      SplittableRandom random = new SplittableRandom(seed);
      return gradients(scratch, batch, inputs(batch, random), random, epoch, number);
    }
    GradientSum sum = new GradientSum(scratch, arena.flat().size());
    for (int b = first; b < last; b++) {
      clock.begin(StepClock.Phase.DATA);
      long seed = seedEngine(epoch, b + 1);
      EventBatch batch = batch(epoch, b, seed);
      SplittableRandom random = new SplittableRandom(seed);
      BatchInputs inputs = inputs(batch, random);
      try (NDManager own = scratch.newSubManager()) {
        sum.add(gradients(own, batch, inputs, random, epoch, number), weight(batch, inputs));
      }
    }
    return sum.mean();
  }

  /** What the rows of a batch count for, together. */
  private static double weight(EventBatch batch, BatchInputs inputs) {
    return inputs.rows().stream().mapToDouble(row -> batch.weights()[row.target()]).sum();
  }

  private BatchInputs inputs(EventBatch batch, SplittableRandom random) {
    return BatchInputs.of(model.userEncoder(), spec.backbone().task(), batch, random);
  }

  /** The gradients of one batch. */
  private GradientSum.Mean gradients(
      NDManager owner,
      EventBatch batch,
      BatchInputs inputs,
      SplittableRandom random,
      int epoch,
      long number) {
    Candidates candidates = sampler.candidates(inputs.of(batch), random);
    clock.begin(StepClock.Phase.OPTIMIZER);
    optimizer.beforeStep(owner, number, TrainingStep.rowItems(candidates));
    double weight = spec.distillation().weight(epoch);
    TrainingStep.Pass made =
        MixedPrecision.within(
            spec.training().precision(), () -> pass.run(owner, batch, inputs, candidates, weight));
    NDArray rowGradient = made.idRows() == null ? null : made.idRows().getGradient();
    if (rowGradient != null) {
      rowGradient.attach(owner);
    }
    return new GradientSum.Mean(
        made.loss().loss(),
        made.loss().distillation(),
        arena.takeGradient(owner),
        made.rowItems(),
        rowGradient);
  }

  private EventBatch batch(int epoch, int batch, long seed) {
    int[] items = batches.batch(epoch, batch);
    long[] times = batches.times(epoch, batch);
    int[] categories = batches.categories(epoch, batch);
    float[] weights = batches.weights(epoch, batch);
    EventBatch read =
        new EventBatch(
            spec.maxLength() + 1,
            items,
            times != null ? times : new long[items.length],
            categories != null ? categories : new int[items.length],
            weights != null ? weights : EventBatch.alike(items));
    return augmenter.apply(read, new SplittableRandom(~seed));
  }

  /** Seeds the engine for one batch, and returns its seed. */
  private long seedEngine(int epoch, int batch) {
    return seedEngine(batches.seed(), epoch, batch);
  }

  /** Seeds the engine from (seed, epoch, batch of the epoch); returns the seed of the batch. */
  static long seedEngine(long start, int epoch, int batch) {
    long mixed = new SplittableRandom(start * 1_000_003L + epoch).nextLong() + batch;
    long seed = new SplittableRandom(mixed).nextLong();
    Engine.getInstance().setRandomSeed((int) (seed >>> 33));
    return seed;
  }
}
