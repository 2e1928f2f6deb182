package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
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
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training, from fresh or resumed weights to the recommender. */
final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final Dataset dataset;
  private final @Nullable Path checkpoints;
  private final @Nullable TrainingReport before;
  private final int epochs;
  private final int patience;
  private final TrainingListener listener;
  private final Split split;
  private final CandidateSampler.Sampler sampler;
  private final TrainingBatches batches;
  private final Augmenter augmenter;
  private final SequenceModel model;
  private final ParameterArena arena;
  private final ModelOptimizer optimizer;
  private final TrainingStep step;
  private final TrainingState state;

  /**
   * A training that is about to begin.
   *
   * @param checkpoints directory of its state, or null to keep it in memory only
   * @param before report of the training that found the best epoch, for one on all interactions up
   *     to that epoch; null for one that is to find it
   */
  Training(
      NDManager manager,
      RecommenderSpec spec,
      Dataset dataset,
      @Nullable Path checkpoints,
      @Nullable TrainingReport before,
      TrainingListener listener) {
    this.manager = manager;
    this.spec = spec;
    this.dataset = dataset;
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.before = before;
    if (before == null) {
      split = dataset.split(spec);
      split.summary().warnings(spec.evaluation()).forEach(LOG::info);
      if (split.validation().size() == 0) {
        throw new DataException(
            dataset.spec().path()
                + ": nothing is held out for validation, which chooses the best epoch; change"
                + " seqrec4j.data.split");
      }
      epochs = spec.training().epochs();
      patience = spec.training().patience();
    } else {
      split = dataset.splitNothing(spec.maxLength(), spec.training().windowStride());
      epochs = before.bestEpoch();
      patience = 0;
    }
    sampler = spec.objective().sampler().sampler(split.windowCounts());
    batches = new TrainingBatches(split, spec.training().batchSize(), spec.training().seed());
    augmenter = new Augmenter(spec.training().augmentations(), spec.backbone().task());
    seedEngine(0, 0);
    model =
        new SequenceModel(
            manager,
            spec,
            dataset.items(),
            dataset.categories().size(),
            stores(spec, dataset),
            codes());
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
            manager,
            spec,
            CheckpointOrigin.of(
                run(), dataset, before == null ? "training" : "refit of " + epochs + " epochs"),
            epochs,
            arena.flat(),
            model.idTable(),
            optimizer.state());
  }

  private static Map<Modality, FeatureStore> stores(RecommenderSpec spec, Dataset dataset) {
    Map<Modality, FeatureStore> stores = new LinkedHashMap<>();
    for (Modality modality : spec.itemEncoder().modalities()) {
      if (!modality.equals(Modality.ID)) {
        stores.put(modality, dataset.features(modality));
      }
    }
    return stores;
  }

  private @Nullable ItemCodes codes() {
    return spec.itemEncoder()
        .idTable()
        .map(IdTable::codes)
        .filter(IdCodes::used)
        .map(codes -> ItemCodes.of(codes, dataset, split))
        .orElse(null);
  }

  private RunSpec run() {
    return RunSpec.builder().data(dataset.spec()).recommender(spec).build();
  }

  TrainedRecommender execute() {
    if (checkpoints != null) {
      state.resume(checkpoints, batches.stepsPerEpoch());
      optimizer.restored((long) state.epoch() * batches.stepsPerEpoch());
    }
    long parameters = arena.flat().size() + (model.idTable() == null ? 0 : model.idTable().size());
    listener.onEvent(
        new TrainingEvent.Started(epochs, batches.stepsPerEpoch(), parameters, state.epoch() + 1));
    while (state.epoch() < epochs && (patience == 0 || state.epochsSinceBest() < patience)) {
      epoch(state.epoch() + 1);
    }
    arena.requireGradient(false);
    state.restoreBest();
    listener.onEvent(new TrainingEvent.Finished(state.bestEpoch(), state.epoch()));
    long start = System.nanoTime();
    ItemVectors items = CatalogueEncoding.vectors(manager, model);
    UserEncoder users = model.userEncoder();
    TrainingReport report =
        before == null
            ? report(users, items, start)
            : before.refitted(
                new TrainingReport.Refit(
                    state.epoch(), dataset.interactions(), state.trainSeconds()));
    optimizer.state().values().forEach(NDArray::close);
    state.close();
    return new TrainedRecommender(
        manager,
        run(),
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

  private TrainingReport report(UserEncoder users, ItemVectors items, long start) {
    Map<String, Ranking> test = rankings(users, items, split.test());
    Map<String, Ranking> baselines =
        split.test().size() == 0
            ? Map.of()
            : Map.of(
                TrainingReport.POPULARITY, PopularityBaseline.evaluate(split, spec.evaluation()));
    return new TrainingReport(
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
        Evaluator.metrics(baselines, spec.evaluation()),
        null);
  }

  /** None where nothing is held out. */
  private Map<String, Ranking> rankings(UserEncoder users, ItemVectors items, EvaluationSet set) {
    return set.size() == 0
        ? Map.of()
        : Evaluator.evaluate(manager, users, items, set, spec.evaluation());
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
      EventBatch batch = augmenter.apply(batch(epoch, s), new SplittableRandom(~seed));
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
      rankings = rankings(model.userEncoder(), items, split.validation());
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
    float[] weights = batches.weights(epoch, step);
    return new EventBatch(
        spec.maxLength() + 1,
        items,
        times != null ? times : new long[items.length],
        categories != null ? categories : new int[items.length],
        weights != null ? weights : EventBatch.alike(items));
  }

  /** Seeds the engine for one step from (seed, epoch, step); returns the seed of the step. */
  private long seedEngine(int epoch, int stepOfEpoch) {
    long mixed =
        new SplittableRandom(spec.training().seed() * 1_000_003L + epoch).nextLong() + stepOfEpoch;
    long seed = new SplittableRandom(mixed).nextLong();
    Engine.getInstance().setRandomSeed((int) (seed >>> 33));
    return seed;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
