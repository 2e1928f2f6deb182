package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.SafeTensorsFile;
import io.github.seqrec4j.runtime.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a training carries from step to step: weights, moments, averages, the best weights so far
 * and the {@link Progress}. Saved after a step, it lets a killed run go on to the very weights of
 * an unbroken one: rows of the ID table that are behind are saved as they are, with the steps they
 * have seen, so that no number depends on when a checkpoint is written.
 */
final class TrainingState implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingState.class);

  private static final String PARAMETERS = "parameters";
  private static final String AVERAGE = "average-";
  private static final String ROW_STEPS = "row-steps";

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final int epochs;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final Map<String, NDArray> live = new LinkedHashMap<>(); // what a checkpoint holds
  private final long @Nullable [] rowSteps;
  private final boolean averaged;
  private final Map<String, NDArray> best = new LinkedHashMap<>(); // by the names of the weights
  private Progress progress;

  /**
   * What is carried beside the weights.
   *
   * @param arrays by their names in a checkpoint
   * @param average of the weights, or null
   * @param rowSteps last step that each row of the ID table has seen, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // the optimizer's own, never compared
  record Beside(
      Map<String, NDArray> arrays, @Nullable WeightAverage average, long @Nullable [] rowSteps) {

    static Beside of(ModelOptimizer optimizer) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      optimizer.state().forEach((name, array) -> arrays.put("moment-" + name, array));
      return new Beside(arrays, optimizer.average(), optimizer.rowSteps());
    }
  }

  /**
   * State of a fresh training.
   *
   * @param origin what the weights depend on
   * @param epochs most epochs that are trained
   * @param flat dense parameters
   * @param idTable or null
   */
  TrainingState(
      NDManager parent,
      RecommenderSpec spec,
      CheckpointOrigin origin,
      int epochs,
      NDArray flat,
      @Nullable NDArray idTable,
      Beside beside) {
    manager = parent.newSubManager();
    this.spec = spec;
    this.epochs = epochs;
    progress = Progress.start(origin, spec.training().epochs());
    weights.put(PARAMETERS, flat);
    if (idTable != null) {
      weights.put(SequenceModel.ID_TABLE, idTable);
    }
    live.putAll(weights);
    live.putAll(beside.arrays());
    WeightAverage average = beside.average();
    averaged = average != null;
    if (average != null) {
      live.put(AVERAGE + PARAMETERS, average.ofFlat());
      if (average.ofTable() != null) {
        live.put(AVERAGE + SequenceModel.ID_TABLE, average.ofTable());
      }
    }
    rowSteps = beside.rowSteps();
    weights.forEach(
        (name, array) -> {
          NDArray copy = array.duplicate();
          copy.attach(manager);
          best.put(name, copy);
        });
  }

  /** How far it is. */
  Progress progress() {
    return progress;
  }

  /** Whether there is something left to do. */
  boolean goesOn() {
    return progress.goesOn(spec.training(), epochs);
  }

  /** Counts a step of the running epoch. */
  void stepDone(StepRunner.Made step, double seconds) {
    progress = progress.running(progress.running().after(step, seconds));
  }

  /**
   * Counts an epoch that is not validated, though others are; the best one stays.
   *
   * @param seconds spent on it beside its steps
   */
  void epochDone(double seconds) {
    progress = progress.epochDone(progress.best(), seconds, progress.wait(spec.training()));
  }

  /**
   * Counts an epoch; returns whether it is the best so far by the validation metric of the
   * ensemble. The weights are, for the time of this call, those that were validated.
   *
   * @param validation empty where nothing is held out: then the last epoch is the best
   */
  boolean epochDone(Map<String, Ranking> validation, double seconds) {
    double score = progress.epoch() + 1;
    if (!validation.isEmpty()) {
      Ranking ensemble = validation.get(Branch.ENSEMBLE);
      if (ensemble == null) {
        throw new IllegalArgumentException("no ranking of the ensemble: " + validation.keySet());
      }
      score = ensemble.metric(spec.training().selectBy());
    }
    if (score <= progress.best().score()) {
      epochDone(seconds);
      return false;
    }
    Progress.Best found =
        new Progress.Best(
            progress.epoch() + 1,
            score,
            Evaluator.metrics(validation, spec.evaluation()),
            Evaluator.standardErrors(validation, spec.evaluation()),
            0,
            "");
    progress = progress.epochDone(found, seconds, progress.wait(spec.training()));
    best.forEach((name, array) -> Weights.copy(weights, name, array));
    return true;
  }

  /** Puts the best weights back into the model. */
  void restoreBest() {
    weights.forEach((name, array) -> Weights.copy(best, name, array));
  }

  /**
   * Writes a checkpoint; a kill at any moment leaves those before, or this one, whole.
   *
   * @return bytes of its files
   */
  long save(Checkpoints checkpoints) {
    try (NDManager scratch = manager.newSubManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>(live);
      if (rowSteps != null) {
        arrays.put(ROW_STEPS, HostArrays.of(scratch, rowSteps, new Shape(rowSteps.length)));
      }
      progress = checkpoints.write(progress, arrays);
      return checkpoints.bytes(progress.number());
    } catch (IOException e) {
      throw WriteFailure.of(
          checkpoints.directory(), e, "see to it that it can be written, and resume the run");
    }
  }

  /**
   * Takes over a checkpoint if there is one: the newest that is whole; after a {@link Divergence},
   * with other step sizes, that of the best epoch.
   *
   * @param stepsPerEpoch optimiser steps of an epoch
   * @throws DataException if it belongs to another configuration, data or version, or is damaged
   * @throws UsageException if a training of these epochs and this patience would not have come by
   *     it
   */
  void resume(Checkpoints checkpoints, int stepsPerEpoch) {
    try {
      Progress saved = checkpoints.newest();
      if (saved == null) {
        return;
      }
      if (checkpoints.isDiverged() && isWithOtherStepSizes(saved)) {
        goOnFromBest(checkpoints, saved, stepsPerEpoch);
      } else {
        ResumeCheck check = new ResumeCheck(checkpoints.file(saved.number()), saved);
        check.origin(saved.origin().differences(progress.origin()));
        check.length(spec.training(), epochs);
        check.schedule(spec.training(), stepsPerEpoch);
        takeOver(checkpoints, saved, stepsPerEpoch, List.of());
      }
      checkpoints.clearDivergence();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read checkpoint " + checkpoints.directory() + ": " + e.getMessage(), e);
    }
  }

  private boolean isWithOtherStepSizes(Progress saved) {
    CheckpointOrigin now = progress.origin();
    return saved.best().checkpoint() > 0
        && !saved.origin().equals(now)
        && saved.origin().differsInStepSizes(now);
  }

  private void goOnFromBest(Checkpoints checkpoints, Progress diverged, int stepsPerEpoch)
      throws IOException {
    Progress best = checkpoints.read(diverged.best().checkpoint());
    new ResumeCheck(checkpoints.file(best.number()), best).length(spec.training(), epochs);
    List<String> changes = best.origin().differences(progress.origin());
    takeOver(checkpoints, best, stepsPerEpoch, changes);
    save(checkpoints); // from now on this is the newest
    LOG.warn(
        "the training diverged; it goes on after epoch {}, the best, with other step sizes: {}",
        best.epoch(),
        String.join("; ", changes));
  }

  private void takeOver(
      Checkpoints checkpoints, Progress saved, int stepsPerEpoch, List<String> changes)
      throws IOException {
    read(checkpoints, saved, stepsPerEpoch);
    progress = saved.takenOver(progress.origin(), progress.scheduled(), changes);
  }

  private void read(Checkpoints checkpoints, Progress saved, int stepsPerEpoch) throws IOException {
    try (SafeTensorsFile stored = checkpoints.arrays(saved.number())) {
      for (Map.Entry<String, NDArray> array : live.entrySet()) {
        stored.readInto(array.getKey(), array.getValue());
      }
      if (rowSteps != null) {
        readRowSteps(checkpoints, stored, rowSteps, saved, saved.steps(stepsPerEpoch));
      }
    }
    if (saved.best().checkpoint() > 0) {
      try (SafeTensorsFile stored = checkpoints.arrays(saved.best().checkpoint())) {
        for (Map.Entry<String, NDArray> array : best.entrySet()) {
          stored.readInto((averaged ? AVERAGE : "") + array.getKey(), array.getValue());
        }
      }
    }
  }

  private void readRowSteps(
      Checkpoints checkpoints, SafeTensorsFile stored, long[] target, Progress saved, long steps)
      throws IOException {
    try (NDArray read = stored.read(manager, ROW_STEPS, new Shape(target.length))) {
      long[] values = read.toLongArray();
      for (int row = 0; row < values.length; row++) {
        if (values[row] < 0 || values[row] > steps) {
          throw new DataException(
              checkpoints.file(saved.number())
                  + ": row "
                  + row
                  + " of the ID table has seen step "
                  + values[row]
                  + " of "
                  + steps
                  + "; delete "
                  + checkpoints.directory()
                  + " to start anew");
        }
      }
      System.arraycopy(values, 0, target, 0, values.length);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
