package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The optimizer of a model: the rule of the spec applied to the flat dense parameters and to the ID
 * table, at the rate of the schedule, each group by its factors. The gradient is clipped over all
 * together. It keeps the average of the weights, if there is one.
 *
 * <p>The state is in arrays that can be saved, and in the steps that deferred rows have seen.
 */
final class ModelOptimizer implements AutoCloseable {

  /** PyTorch's guard in {@code clip_grad_norm_}. */
  private static final double CLIP_EPSILON = 1e-6;

  /** A part of the dense parameters, its moments, and how it moves. */
  private record Part(
      long from, long to, NDArray values, List<NDArray> moments, Optimizer rule, double rate) {}

  private final NDManager manager;
  private final Optimizer rule;
  private final double clipNorm;
  private final LongToDoubleFunction rates;
  private final List<NDArray> moments = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final @Nullable IdTableOptimizer table;
  private final @Nullable WeightAverage average;

  /**
   * An optimizer with zero moments.
   *
   * @param arena of the dense parameters, updated in place
   * @param table (N+1, F), updated in place, or null
   * @param steps of the whole training
   */
  ModelOptimizer(
      NDManager parent,
      TrainingSpec spec,
      ParameterArena arena,
      @Nullable NDArray table,
      long steps) {
    manager = parent.newSubManager();
    rule = spec.optimizer();
    clipNorm = spec.clipNorm();
    rates = rates(spec, steps);
    NDArray parameters = arena.flat();
    average =
        spec.emaDecay() == 0
            ? null
            : new WeightAverage(manager, spec.emaDecay(), parameters, table);
    rule.moments().forEach(name -> moments.add(manager.zeros(parameters.getShape())));
    for (ParameterArena.Part part : arena.parts()) {
      parts.add(
          new Part(
              part.from(),
              part.to(),
              view(manager, parameters, part.from(), part.to()),
              moments.stream().map(m -> view(manager, m, part.from(), part.to())).toList(),
              rule.withDecay(part.factors().decay()),
              part.factors().rate()));
    }
    MoveFactors ofTable = MoveFactors.ofIdTable(spec.groups());
    this.table =
        table == null
            ? null
            : new IdTableOptimizer(
                manager,
                rule.withDecay(ofTable.decay()),
                spec.idTable(),
                step -> rates.applyAsDouble(step) * ofTable.rate(),
                table,
                average);
  }

  /**
   * Step size of each step.
   *
   * @param steps of the whole training
   */
  static LongToDoubleFunction rates(TrainingSpec spec, long steps) {
    return step -> spec.optimizer().learningRate() * spec.schedule().factor(step, steps);
  }

  private static NDArray view(NDManager owner, NDArray flat, long from, long to) {
    NDArray view = flat.get(new NDIndex("{}:{}", from, to));
    view.attach(owner);
    return view;
  }

  /**
   * Brings rows of the ID table up to date before a step reads them; nothing to do but where they
   * are deferred.
   *
   * @param step the step about to run, counted from 1 over the whole training
   * @param rows distinct rows that the step reads
   */
  void beforeStep(NDManager scratch, long step, int[] rows) {
    if (table != null) {
      table.catchUp(scratch, step - 1, rows);
    }
  }

  /** Brings the whole ID table up to date after a step, so that anyone may read it. */
  void settle(NDManager scratch, long step) {
    if (table != null) {
      table.catchUp(scratch, step);
    }
  }

  /** Norm of a gradient over all weights; not finite if a number in it is not. */
  static double norm(NDArray gradient, @Nullable NDArray rowGradient) {
    double squares = gradient.square().sum().getFloat();
    if (rowGradient != null) {
      squares += rowGradient.square().sum().getFloat();
    }
    return Math.sqrt(squares);
  }

  /**
   * One step.
   *
   * @param step counted from 1 over the whole training
   * @param gradient (P); overwritten
   * @param norm of the gradient, finite
   * @param rows (U) distinct table rows, those given to {@link #beforeStep}
   * @param rowGradient (U, F), overwritten, or null without ID table
   */
  void step(
      NDManager scratch,
      long step,
      NDArray gradient,
      double norm,
      int[] rows,
      @Nullable NDArray rowGradient) {
    double scale = clipNorm > 0 ? Math.min(1, clipNorm / (norm + CLIP_EPSILON)) : 1;
    if (scale < 1) {
      gradient.muli(scale);
      if (rowGradient != null) {
        rowGradient.muli(scale);
      }
    }
    double rate = rates.applyAsDouble(step);
    for (Part part : parts) {
      NDArray own = view(scratch, gradient, part.from(), part.to());
      part.rule().update(part.values(), part.moments(), own, step, rate * part.rate());
    }
    if (average != null) {
      average.step(step);
    }
    if (table != null && rowGradient != null) {
      table.step(scratch, step, rows, rowGradient);
    }
  }

  /** The average of the weights, null where none is kept. */
  @Nullable WeightAverage average() {
    return average;
  }

  /** The arrays that make up the state, by name; writing into them restores it. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < moments.size(); i++) {
      state.put(rule.moments().get(i), moments.get(i));
    }
    if (table != null) {
      for (int i = 0; i < moments.size(); i++) {
        state.put("table-" + rule.moments().get(i), table.moments().get(i));
      }
    }
    return state;
  }

  /**
   * The last step that each row of the ID table has seen, to be saved and restored; null without.
   */
  long @Nullable [] rowSteps() {
    return table == null ? null : table.done();
  }

  /** Lets go of moments and averages. */
  @Override
  public void close() {
    manager.close();
  }
}
