package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A training by rounds, but for the steps, which others make: the first weights, those of each
 * round from what the partitions came to, validation, the best round, checkpoints, and the model in
 * the end. Not for several threads at once.
 */
@Internal
public final class RoundTraining implements AutoCloseable {

  private static final int ID = 16; // digits, of 4 bits

  private final NDManager manager;
  private final RunSpec run;
  private final Dataset dataset;
  private final Split split;
  private final RoundPlan plan;
  private final RecommenderSpec inRounds;
  private final SequenceModel model;
  private final ParameterArena arena;
  private final OuterStep outer;
  private final Validation validation;
  private final TrainingState state;
  private final Checkpoints checkpoints;
  private final String id;
  private boolean finished;

  private RoundTraining(
      NDManager manager, RecommenderSpec spec, Dataset dataset, RoundSpec rounds, Path directory) {
    this.manager = manager;
    this.dataset = dataset;
    run = RunSpec.builder().data(dataset.spec()).recommender(spec).build();
    split = dataset.split(spec);
    if (split.validation().size() == 0) {
      throw new DataException(
          dataset.spec().path()
              + ": nothing is held out for validation, which chooses the best round; change"
              + " seqrec4j.data.split");
    }
    plan = RoundPlan.of(rounds, spec, split);
    inRounds = plan.inRounds(spec);
    CostEstimate.checkTable(spec, dataset.items(), CostEstimate.memory());
    StepRunner.seedEngine(spec.training().seed(), 0, 0);
    model = FirstWeights.of(manager, spec, dataset, split, null).model();
    arena = new ParameterArena(manager, model.parameters(), spec.training().groups());
    arena.requireGradient(false);
    NDArray table = model.idTable();
    outer =
        new OuterStep(
            manager, rounds, new IdleRows(spec.training(), plan.steps()), arena.flat(), table);
    validation = new Validation(manager, inRounds, split.validation(), plan.rounds());
    CheckpointOrigin origin =
        CheckpointOrigin.of(
            run,
            dataset,
            "rounds of "
                + plan.localSteps()
                + " steps in "
                + rounds.partitions()
                + " partitions, validated every "
                + rounds.validateEvery()
                + ", "
                + rounds.outer()
                + ", rows the mean of "
                + rounds.rowMean());
    id = Sha256.ofText(new Gson().toJson(origin)).substring(0, ID);
    state =
        new TrainingState(
            manager,
            inRounds,
            origin,
            plan.rounds(),
            arena.flat(),
            table,
            new TrainingState.Beside(outer.state(), null, null));
    checkpoints = new Checkpoints(directory);
    state.resume(checkpoints, plan.localSteps());
  }

  /**
   * Prepares the first weights, or those of the last round in a directory of checkpoints.
   *
   * @param dataset kept open by the caller
   * @param checkpoints directory, made when needed
   * @throws DataException if it holds checkpoints of another training, or nothing is held out for
   *     validation
   * @throws io.github.seqrec4j.api.UsageException for what a training in rounds does not have
   */
  public static RoundTraining open(
      RecommenderSpec spec, Dataset dataset, RoundSpec rounds, Path checkpoints) {
    Trainer.checkInputs(spec.backbone(), dataset);
    ColdReport.check(spec, dataset);
    return Trainer.alone(
        () -> {
          NDManager manager = NativeEngine.newManager(spec.training().device());
          try {
            return new RoundTraining(manager, spec, dataset, rounds, checkpoints);
          } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
          }
        });
  }

  /** Tells trainings apart: the same for what comes to the same weights. */
  public String id() {
    return id;
  }

  /** Rounds that are done. */
  public int rounds() {
    return state.progress().epoch();
  }

  /** Whether there is a round left to do. */
  public boolean goesOn() {
    return state.goesOn();
  }

  /** The weights that the next round begins with. */
  public RoundWeights weights() {
    NDArray table = model.idTable();
    return new RoundWeights(
        rounds(), FloatBlocks.of(arena.flat()), table == null ? null : FloatBlocks.of(table));
  }

  /**
   * Takes a round over: the outer step, the validation where it is due, the checkpoint.
   *
   * @param sum of all partitions
   * @param sentBytes of the weights that it began with
   * @param seconds that it took
   */
  public RoundReport done(RoundSum sum, long sentBytes, double seconds) {
    long start = System.nanoTime();
    int round = rounds() + 1;
    outer.apply(sum, plan.steps(round - 1), plan.steps(round));
    StepRunner.Made mean =
        new StepRunner.Made(
            mean(sum, RoundSum.Part::loss),
            mean(sum, RoundSum.Part::distillation),
            mean(sum, RoundSum.Part::gradientNorm));
    state.stepDone(mean, seconds);
    Map<String, Ranking> rankings = validation.isDue(round) ? validation.rankings(model) : Map.of();
    boolean best = false;
    if (rankings.isEmpty()) {
      state.epochDone(seconds(start));
    } else {
      best = state.epochDone(rankings, seconds(start));
    }
    state.save(checkpoints);
    return new RoundReport(
        round,
        plan.rounds(),
        plan.localSteps(),
        mean.loss(),
        mean.distillation(),
        mean.gradientNorm(),
        Evaluator.metrics(rankings, run.recommender().evaluation()),
        best,
        sentBytes,
        sum.parts().stream().mapToLong(RoundSum.Part::bytes).sum(),
        sum.rows().length,
        sum.parts().stream().mapToDouble(RoundSum.Part::seconds).max().orElse(0),
        seconds,
        seconds(start));
  }

  private static double mean(RoundSum sum, ToDoubleFunction<RoundSum.Part> number) {
    return sum.parts().stream().mapToDouble(number).sum() / sum.parts().size();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * The recommender with the weights of the best round, evaluated on validation and test; the
   * epochs of its report are rounds. The caller closes it; this is then closed.
   */
  public TrainedRecommender finish() {
    state.restoreBest();
    long start = System.nanoTime();
    ItemVectors encoded = CatalogueEncoding.vectors(manager, model);
    UserEncoder users = model.userEncoder();
    ItemVectors items = encoded.weighted(validation.ensemble(users, encoded));
    RecommenderSpec spec = run.recommender();
    TrainingReport report =
        new FinalReport(
                dataset,
                split,
                spec.evaluation(),
                validation,
                Trainer.FinalParts.VALIDATION_AND_TEST)
            .of(
                state.progress(),
                users,
                items,
                ColdReport.of(manager, model, users, items, dataset, split, spec.evaluation()),
                start);
    state.close();
    finished = true;
    return TrainedRecommender.of(manager, run, dataset, model, users, items, report);
  }

  /** Lets go of the weights, unless a recommender has them. */
  @Override
  public void close() {
    if (!finished) {
      manager.close();
    }
  }
}
