package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training, from fresh or resumed weights to the recommender. */
final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final Dataset dataset;
  private final @Nullable Checkpoints checkpoints;
  private final @Nullable TrainingReport before;
  private final Trainer.FinalParts parts;
  private final int epochs;
  private final TrainingListener listener;
  private final Split split;
  private final SequenceModel model;
  private final ParameterArena arena;
  private final ModelOptimizer optimizer;
  private final StepRunner steps;
  private final Validation validation;
  private final TrainingState state;
  private final CheckpointPace pace;

  /**
   * A training that is about to begin.
   *
   * @param checkpoints directory of its state, or null to keep it in memory only
   * @param from bundle of the model whose weights are the first ones, or null for fresh ones
   * @param before report of the training that found the best epoch, for one on all interactions up
   *     to that epoch; null for one that is to find it
   * @param teacher the finished model that the distillation names, or null; the caller closes it
   * @param parts what the weights that are kept are evaluated on
   */
  Training(
      NDManager manager,
      RecommenderSpec spec,
      Dataset dataset,
      @Nullable Path checkpoints,
      @Nullable Path from,
      @Nullable TrainingReport before,
      @Nullable FinishedTeacher teacher,
      Trainer.FinalParts parts,
      TrainingListener listener) {
    this.parts = parts;
    this.manager = manager;
    this.spec = spec;
    this.dataset = dataset;
    this.listener = listener;
    this.checkpoints = checkpoints == null ? null : new Checkpoints(checkpoints);
    this.before = before;
    TrainingSpec training = spec.training();
    if (before == null) {
      split = dataset.split(spec);
      split.summary().warnings(spec.evaluation()).forEach(LOG::info);
      if (split.validation().size() == 0) {
        throw new DataException(
            dataset.spec().path()
                + ": nothing is held out for validation, which chooses the best epoch; change"
                + " seqrec4j.data.split");
      }
      epochs = training.epochs();
    } else {
      split = dataset.splitNothing(spec.maxLength(), training.windowStride());
      epochs = before.bestEpoch();
    }
    TrainingBatches batches = new TrainingBatches(split, training.batchSize(), training.seed());
    CostEstimate.checkTable(spec, dataset.items(), CostEstimate.memory());
    Processor.check(spec.training());
    StepRunner.seedEngine(training.seed(), 0, 0);
    FirstWeights first = FirstWeights.of(manager, spec, dataset, split, from);
    model = first.model();
    if (first.warm() != null) {
      listener.onEvent(first.warm());
    }
    String part =
        (before == null ? "training" : "refit of " + epochs + " epochs")
            + first.origin()
            + (teacher == null ? "" : teacher.name());
    arena = new ParameterArena(manager, model.parameters(), training.groups());
    int perEpoch = StepRunner.stepsPerEpoch(batches, training.accumulation());
    optimizer =
        new ModelOptimizer(
            manager, training, arena, model.idTable(), (long) training.epochs() * perEpoch);
    CandidateSampler.Sampler sampler = spec.objective().sampler().sampler(split.windowCounts());
    StepClock clock = listener instanceof StepClock told ? told : StepClock.NONE;
    steps = new StepRunner(manager, model, teacher, arena, batches, sampler, optimizer, clock);
    validation = new Validation(manager, spec, split.validation(), epochs);
    state =
        new TrainingState(
            manager,
            spec,
            CheckpointOrigin.of(run(), dataset, part),
            epochs,
            arena.flat(),
            model.idTable(),
            TrainingState.Beside.of(optimizer));
    pace = new CheckpointPace(training);
  }

  private RunSpec run() {
    return RunSpec.builder().data(dataset.spec()).recommender(spec).build();
  }

  TrainedRecommender execute() {
    if (checkpoints != null) {
      state.resume(checkpoints, steps.stepsPerEpoch());
    }
    long parameters = arena.flat().size() + (model.idTable() == null ? 0 : model.idTable().size());
    Progress from = state.progress();
    listener.onEvent(
        new TrainingEvent.Started(
            epochs,
            steps.stepsPerEpoch(),
            parameters,
            from.epoch() + 1,
            from.running().steps() + 1));
    CostEstimate estimate = CostEstimate.of(model, arena, steps.size());
    estimate.warn(CostEstimate.memory());
    listener.onEvent(estimate.event(steps.stepsPerEpoch(), CostEstimate.rate(manager)));
    while (state.goesOn()) {
      epoch(state.progress().epoch() + 1);
    }
    arena.requireGradient(false);
    state.restoreBest();
    Progress reached = state.progress();
    listener.onEvent(new TrainingEvent.Finished(reached.best().epoch(), reached.epoch()));
    long start = System.nanoTime();
    ItemVectors encoded = CatalogueEncoding.vectors(manager, model);
    UserEncoder users = model.userEncoder();
    ItemVectors items =
        encoded.weighted(
            before == null
                ? validation.ensemble(users, encoded)
                : before.ensembleOf(model.branches()));
    TrainingReport report =
        before == null
            ? new FinalReport(dataset, split, spec.evaluation(), validation, parts)
                .of(
                    reached,
                    users,
                    items,
                    parts == Trainer.FinalParts.VALIDATION
                        ? null
                        : ColdReport.of(
                            manager, model, users, items, dataset, split, spec.evaluation()),
                    start)
            : before.refitted(
                new TrainingReport.Refit(
                    reached.epoch(), dataset.interactions(), reached.trainSeconds()));
    optimizer.close();
    state.close();
    return TrainedRecommender.of(manager, run(), dataset, model, users, items, report);
  }

  /** An epoch, from its first step or from the one after that of a checkpoint. */
  private void epoch(int epoch) {
    int perEpoch = steps.stepsPerEpoch();
    while (state.progress().running().steps() < perEpoch) {
      step(epoch, state.progress().running().steps() + 1);
    }
    long start = System.nanoTime();
    optimizer.settle(manager, (long) epoch * perEpoch);
    RunningEpoch ran = state.progress().running();
    boolean due = validation.isDue(epoch);
    Map<String, Map<String, Double>> metrics = Map.of();
    boolean best = false;
    if (due) {
      Map<String, Ranking> rankings = new LinkedHashMap<>();
      best =
          withServedWeights(
              () -> {
                rankings.putAll(rankings(epoch));
                return state.epochDone(rankings, seconds(start));
              });
      metrics = Evaluator.metrics(rankings, spec.evaluation());
    } else {
      state.epochDone(seconds(start));
    }
    listener.onEvent(
        new TrainingEvent.EpochFinished(
            epoch,
            ran.crossEntropy() / perEpoch,
            ran.distillation() / perEpoch,
            ran.gradientNorm() / perEpoch,
            spec.distillation().weight(epoch),
            metrics,
            due ? validation.users() : 0,
            best,
            ran.seconds(),
            seconds(start),
            ResidentSize.bytes()));
    save();
  }

  private Map<String, Ranking> rankings(int epoch) {
    try {
      return validation.rankings(model);
    } catch (DataException e) {
      throw e;
    } catch (SeqrecException e) { // of numbers that are not finite
      throw Divergence.ofScores(epoch, e).keeping(state.progress(), checkpoints);
    }
  }

  private void step(int epoch, int step) {
    long start = System.nanoTime();
    StepRunner.Made made;
    try {
      made = steps.run(epoch, step);
    } catch (Divergence e) {
      throw e.keeping(state.progress(), checkpoints);
    }
    state.stepDone(made, seconds(start));
    int perEpoch = steps.stepsPerEpoch();
    try {
      listener.onEvent(
          new TrainingEvent.StepFinished(
              epoch,
              step,
              perEpoch,
              state.progress().running().loss(),
              made.loss(),
              made.distillation(),
              made.gradientNorm()));
    } catch (RuntimeException e) { // who listens ends the training: what was reached is kept
      if (checkpoints != null) {
        keep(checkpoints, e);
      }
      throw e;
    }
    if (pace.isDue(state.progress().steps(perEpoch))) {
      save();
    }
  }

  /** Saves the state after a step that is the last one for another reason than its own. */
  private void keep(Checkpoints where, RuntimeException reason) {
    try {
      state.save(where);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** What is validated are the weights that are served: their average, where one is kept. */
  private <T> T withServedWeights(Supplier<T> act) {
    WeightAverage average = optimizer.average();
    arena.requireGradient(false);
    if (average != null) {
      average.swap();
    }
    T result = act.get();
    if (average != null) {
      average.swap();
    }
    arena.requireGradient(true);
    return result;
  }

  private void save() {
    if (checkpoints == null) {
      return;
    }
    long start = System.nanoTime();
    Progress at = state.progress();
    boolean whole = at.running().steps() == 0;
    int epoch = whole ? at.epoch() : at.epoch() + 1;
    int step = whole ? steps.stepsPerEpoch() : at.running().steps();
    long bytes;
    try {
      bytes = state.save(checkpoints);
    } catch (SeqrecException e) { // of numbers that are not finite
      throw Divergence.ofWeights(epoch, step, e).keeping(at, checkpoints);
    }
    double took = pace.written(start);
    listener.onEvent(new TrainingEvent.CheckpointWritten(epoch, step, bytes, took));
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
