package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a training's steps one by one, to measure them: the streamed loss and the optimiser,
 * each on what the first batches of a dataset give it, and whole steps. Not while a training runs
 * in the process, as the engine collects gradients for one.
 *
 * <p>Shapes: R rows, U encoded items, D width, M branches, P dense parameters, F_id width of the
 * ID.
 */
@Internal
public final class StepKernels implements AutoCloseable {

  /** Batches whose rows of the ID table the optimiser moves in turn. */
  private static final int BATCHES = 8;

  private final NDManager manager;
  private final StepRunner steps;
  private final ParameterArena arena;
  private final ModelOptimizer optimizer;
  private final StreamedLoss loss;
  private final RowLayout layout;
  private final List<NDArray> users; // per branch (R, D)
  private final List<NDArray> items; // per branch (U, D)
  private final NDArray gradient; // (P)
  private final List<int[]> rows = new ArrayList<>(); // of each batch its distinct items
  private final List<@Nullable NDArray> rowGradients = new ArrayList<>(); // each (distinct, F_id)
  private long moves;
  private int run;

  /**
   * Of a fresh model on a dataset; user and item vectors are those of its first batch.
   *
   * @throws IllegalArgumentException if the spec does not fit the data
   */
  public StepKernels(RecommenderSpec spec, Dataset dataset) {
    manager = NativeEngine.newManager();
    try {
      long seed = StepRunner.seedEngine(spec.training().seed(), 0, 0);
      Split split = dataset.split(spec);
      SequenceModel model = FirstWeights.of(manager, spec, dataset, split, null).model();
      arena = new ParameterArena(manager, model.parameters(), spec.training().groups());
      TrainingBatches batches =
          new TrainingBatches(split, spec.training().batchSize(), spec.training().seed());
      NDArray table = model.idTable();
      optimizer =
          new ModelOptimizer(manager, spec.training(), arena, table, batches.stepsPerEpoch());
      CandidateSampler.Sampler sampler = spec.objective().sampler().sampler(split.windowCounts());
      steps = new StepRunner(manager, model, arena, batches, sampler, optimizer, StepClock.NONE);
      SplittableRandom random = new SplittableRandom(seed);
      for (int b = 0; b < Math.min(BATCHES, batches.stepsPerEpoch()); b++) {
        Candidates drawn = steps.drawn(b, random).candidates();
        rows.add(TrainingStep.rowItems(drawn));
        rowGradients.add(
            table == null
                ? null
                : manager.randomNormal(new Shape(rows.get(b).length, table.getShape().get(1))));
      }
      StepRunner.Drawn first = steps.drawn(0, random);
      double weight = spec.distillation().weight(spec.training().epochs());
      TrainingStep pass = new TrainingStep(model);
      loss = pass.loss(weight);
      layout = new RowLayout(first.batch(), first.inputs(), first.candidates(), model.items());
      TrainingStep.Pass made =
          pass.run(manager, first.batch(), first.inputs(), first.candidates(), weight);
      users = made.userRows().stream().map(StepKernels::constant).toList();
      items = made.items().stream().map(StepKernels::constant).toList();
      gradient = arena.takeGradient(manager);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray constant(NDArray array) {
    NDArray copy = array.stopGradient().duplicate();
    copy.attach(array.getManager());
    return copy;
  }

  /** R times M times C: the logits of the batch that {@link #loss()} is of. */
  public long logits() {
    return (long) layout.rows() * users.size() * layout.columns();
  }

  /**
   * Loss and distillation of the first batch with their gradients by its user and item vectors.
   *
   * @return their sum
   */
  public double loss() {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      StreamedLoss.Result made = loss.run(collector, scratch, users, items, layout);
      return made.loss() + made.distillation();
    }
  }

  /**
   * Moves all weights by a gradient, and the rows of the ID table that the next of some batches
   * reads, which are brought up to date before. The gradients are copied first, as they are
   * overwritten.
   *
   * @return the norm of the gradient
   */
  public double optimise() {
    int at = (int) (moves % rows.size());
    moves++;
    try (NDManager scratch = manager.newSubManager()) {
      optimizer.beforeStep(scratch, moves, rows.get(at));
      NDArray dense = copy(scratch, gradient);
      NDArray ofRows = rowGradients.get(at);
      NDArray row = ofRows == null ? null : copy(scratch, ofRows);
      double norm = ModelOptimizer.norm(dense, row);
      optimizer.step(scratch, moves, dense, norm, rows.get(at), row);
      return norm;
    }
  }

  private static NDArray copy(NDManager owner, NDArray array) {
    NDArray copy = array.duplicate();
    copy.attach(owner);
    return copy;
  }

  /**
   * A whole step, each time the next of the training.
   *
   * @return its loss and distillation
   */
  public double step() {
    int perEpoch = steps.stepsPerEpoch();
    StepRunner.Made made = steps.run(1 + run / perEpoch, 1 + run % perEpoch);
    run++;
    return made.loss() + made.distillation();
  }

  /** Lets go of the model. */
  @Override
  public void close() {
    optimizer.close();
    manager.close();
  }
}
