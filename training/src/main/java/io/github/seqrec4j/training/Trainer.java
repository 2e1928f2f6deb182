package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.PopularityBaseline;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a recommender: AdamW over shuffled batches, validation after every epoch, the best epoch
 * kept, early stopping.
 *
 * <p>The engine collects gradients, and keeps random numbers, for one training at a time in a
 * process: a second one waits for the first to end. Randomness is drawn from the seed, the epoch
 * and the step alone, so that the same seed on the same machine gives the same weights, and a
 * resumed run those of an unbroken one.
 */
public final class Trainer {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** The engine records gradients, and draws random numbers, for one training in a process. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private final @Nullable Path checkpoints;

  private Trainer(@Nullable Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** A trainer that keeps its state in memory only. */
  public static Trainer create() {
    return new Trainer(null);
  }

  /**
   * A trainer that writes a checkpoint into a directory after every epoch, and resumes from it if
   * there is one.
   *
   * @param directory created when needed
   */
  public static Trainer withCheckpoints(Path directory) {
    return new Trainer(directory);
  }

  /**
   * Trains, evaluates the best epoch on validation and test, and returns the recommender, which the
   * caller closes.
   *
   * @param listener hears every step and epoch, on this thread
   * @throws IllegalArgumentException if the spec does not fit the data
   * @throws io.github.seqrec4j.api.DataException if a modality of the spec has no features
   * @throws SeqrecException if the loss stops being finite
   */
  public TrainedRecommender fit(RecommenderSpec spec, Dataset dataset, TrainingListener listener) {
    Map<Modality, FeatureStore> stores = new LinkedHashMap<>();
    for (Modality modality : spec.itemEncoder().modalities()) {
      if (!modality.equals(Modality.ID)) {
        stores.put(modality, dataset.features(modality));
      }
    }
    checkInputs(spec.backbone(), dataset);
    if (!ONE_AT_A_TIME.tryLock()) {
      LOG.info("waiting for another training in this process to end");
      ONE_AT_A_TIME.lock();
    }
    try {
      NDManager manager = NativeEngine.newManager();
      try {
        return new Run(manager, spec, dataset, stores, listener).execute();
      } catch (RuntimeException | Error e) {
        manager.close();
        throw e;
      }
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** What the backbone reads must be in the data. */
  private static void checkInputs(SequenceBackbone backbone, Dataset dataset) {
    Set<SequenceInput> inputs = backbone.inputs();
    boolean readsTimes =
        inputs.contains(SequenceInput.EVENT_TIMES) || inputs.contains(SequenceInput.REQUEST_TIMES);
    if (readsTimes && !dataset.hasTimes()) {
      throw new DataException(
          dataset.spec().path()
              + ": the interactions have no times, which the backbone '"
              + backbone.type()
              + "' reads; name their column in seqrec4j.data.timestamp-column");
    }
    if (inputs.contains(SequenceInput.EVENT_CATEGORIES) && dataset.categories().isEmpty()) {
      throw new DataException(
          dataset.spec().path()
              + ": the interactions have no categories, which the backbone '"
              + backbone.type()
              + "' reads; name their column in seqrec4j.data.category-column");
    }
  }

  /** One training, from fresh or resumed weights to the recommender. */
  private final class Run {
    private final NDManager manager;
    private final RecommenderSpec spec;
    private final Dataset dataset;
    private final TrainingListener listener;
    private final Split split;
    private final CandidateSampler.Sampler sampler;
    private final TrainingBatches batches;
    private final SequenceModel model;
    private final ParameterArena arena;
    private final ModelOptimizer optimizer;
    private final TrainingStep step;
    private final TrainingState state;

    Run(
        NDManager manager,
        RecommenderSpec spec,
        Dataset dataset,
        Map<Modality, FeatureStore> stores,
        TrainingListener listener) {
      this.manager = manager;
      this.spec = spec;
      this.dataset = dataset;
      this.listener = listener;
      split = Split.of(dataset, spec.maxLength());
      split.summary().warnings(spec.evaluation()).forEach(LOG::info);
      sampler = spec.objective().sampler().sampler(split.windowCounts());
      batches = new TrainingBatches(split, spec.training().batchSize(), spec.training().seed());
      seedEngine(0, 0);
      model =
          new SequenceModel(manager, spec, dataset.items(), dataset.categories().size(), stores);
      arena = new ParameterArena(manager, model.parameters());
      optimizer =
          new ModelOptimizer(
              manager,
              spec.training(),
              arena.flat(),
              model.idTable(),
              (long) spec.training().epochs() * batches.stepsPerEpoch());
      step = new TrainingStep(model);
      state =
          new TrainingState(
              manager, spec, trainedOn(), arena.flat(), model.idTable(), optimizer.state());
    }

    /** The data and its split: another one is another training. */
    private String trainedOn() {
      return dataset.hash() + "\n" + dataset.spec().split();
    }

    TrainedRecommender execute() {
      if (checkpoints != null) {
        state.resume(checkpoints);
        optimizer.restored((long) state.epoch() * batches.stepsPerEpoch());
      }
      long parameters =
          arena.flat().size() + (model.idTable() == null ? 0 : model.idTable().size());
      int epochs = spec.training().epochs();
      listener.onEvent(
          new TrainingEvent.Started(
              epochs, batches.stepsPerEpoch(), parameters, state.epoch() + 1));
      int patience = spec.training().patience();
      while (state.epoch() < epochs && (patience == 0 || state.epochsSinceBest() < patience)) {
        epoch(state.epoch() + 1);
      }
      arena.requireGradient(false);
      state.restoreBest();
      listener.onEvent(new TrainingEvent.Finished(state.bestEpoch(), state.epoch()));
      long start = System.nanoTime();
      ItemVectors items = CatalogueEncoding.vectors(manager, model);
      UserEncoder users = model.userEncoder();
      Map<String, Ranking> test =
          Evaluator.evaluate(manager, users, items, split.test(), spec.evaluation());
      Map<String, Ranking> baselines =
          Map.of(TrainingReport.POPULARITY, PopularityBaseline.evaluate(split, spec.evaluation()));
      TrainingReport report =
          new TrainingReport(
              state.bestEpoch(),
              state.epoch(),
              state.validation(),
              Evaluator.metrics(test, spec.evaluation()),
              state.trainSeconds(),
              state.evaluateSeconds() + seconds(start),
              dataset.hash(),
              dataset.users(),
              dataset.items(),
              dataset.interactions(),
              new TrainingReport.StandardErrors(
                  state.validationErrors(),
                  Evaluator.standardErrors(test, spec.evaluation()),
                  Evaluator.standardErrors(baselines, spec.evaluation())),
              Evaluator.metrics(baselines, spec.evaluation()));
      optimizer.state().values().forEach(NDArray::close);
      state.close();
      return new TrainedRecommender(
          manager,
          RunSpec.builder().data(dataset.spec()).recommender(spec).build(),
          model.weights(),
          new ModelOrigin(
              ModelOrigin.libraryVersion(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              dataset.hash(),
              model.schema(),
              dataset.categories()),
          users,
          items,
          CatalogueEncoding.names(dataset),
          CatalogueEncoding.histories(dataset),
          report);
    }

    private void epoch(int epoch) {
      long start = System.nanoTime();
      double weight = spec.distillation().weight(epoch);
      int steps = batches.stepsPerEpoch();
      double crossEntropy = 0;
      double distillation = 0;
      double norms = 0;
      for (int s = 0; s < steps; s++) {
        long seed = seedEngine(epoch, s + 1);
        EventBatch batch = batch(epoch, s);
        SplittableRandom random = new SplittableRandom(seed);
        BatchInputs inputs =
            BatchInputs.of(model.userEncoder(), spec.backbone().task(), batch, random);
        Candidates candidates = sampler.candidates(inputs.of(batch), random);
        long number = (long) (epoch - 1) * steps + s + 1;
        try (NDManager scratch = manager.newSubManager()) {
          optimizer.beforeStep(scratch, number, TrainingStep.rowItems(candidates));
          TrainingStep.Pass pass = step.run(scratch, batch, inputs, candidates, weight);
          NDArray rowGradient = pass.idRows() == null ? null : pass.idRows().getGradient();
          if (rowGradient != null) {
            rowGradient.attach(scratch);
          }
          double norm =
              optimizer.step(
                  scratch, number, arena.takeGradient(scratch), pass.rowItems(), rowGradient);
          crossEntropy += pass.loss().loss();
          distillation += pass.loss().distillation();
          norms += norm;
          if (!Double.isFinite(norm) || !Double.isFinite(crossEntropy + distillation)) {
            throw new SeqrecException(
                "the loss is not finite at epoch "
                    + epoch
                    + ", step "
                    + (s + 1)
                    + " (gradient norm "
                    + norm
                    + "): lower the learning rate or check the features for"
                    + " extreme values");
          }
        }
        listener.onEvent(
            new TrainingEvent.StepFinished(
                epoch, s + 1, steps, (crossEntropy + distillation) / (s + 1)));
      }
      optimizer.settle(manager, (long) epoch * steps);
      double trained = seconds(start);
      long evaluation = System.nanoTime();
      Map<String, Ranking> rankings;
      arena.requireGradient(false);
      try (ItemVectors items = CatalogueEncoding.vectors(manager, model)) {
        rankings =
            Evaluator.evaluate(
                manager, model.userEncoder(), items, split.validation(), spec.evaluation());
      }
      arena.requireGradient(true);
      double evaluated = seconds(evaluation);
      boolean best = state.finishEpoch(rankings, trained, evaluated);
      listener.onEvent(
          new TrainingEvent.EpochFinished(
              epoch,
              crossEntropy / steps,
              distillation / steps,
              norms / steps,
              weight,
              Evaluator.metrics(rankings, spec.evaluation()),
              best,
              trained,
              evaluated,
              ResidentSize.bytes()));
      if (checkpoints != null) {
        state.save(checkpoints);
      }
    }

    private EventBatch batch(int epoch, int step) {
      int[] items = batches.batch(epoch, step);
      long[] times = batches.times(epoch, step);
      int[] categories = batches.categories(epoch, step);
      return new EventBatch(
          spec.maxLength() + 1,
          items,
          times != null ? times : new long[items.length],
          categories != null ? categories : new int[items.length]);
    }

    /** Seeds the engine for one step from (seed, epoch, step); returns the seed of the step. */
    private long seedEngine(int epoch, int stepOfEpoch) {
      long mixed =
          new SplittableRandom(spec.training().seed() * 1_000_003L + epoch).nextLong()
              + stepOfEpoch;
      long seed = new SplittableRandom(mixed).nextLong();
      Engine.getInstance().setRandomSeed((int) (seed >>> 33));
      return seed;
    }

    private static double seconds(long startNanos) {
      return (System.nanoTime() - startNanos) / 1e9;
    }
  }
}
