package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.SafeTensors;
import io.github.seqrec4j.runtime.SafeTensorsFile;
import io.github.seqrec4j.runtime.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a training carries from epoch to epoch: weights, moments, the best weights so far and how
 * good they were. Saved after an epoch, it lets a killed run go on to the very weights of an
 * unbroken one.
 */
final class TrainingState implements AutoCloseable {

  private static final String ARRAYS = "state.safetensors";
  private static final String BEST = "best-";
  private static final String PROGRESS = "progress.json";

  /** The plain part of a checkpoint. */
  private static final class Progress {
    int epoch;
    int bestEpoch;
    double bestScore = -1;
    double trainSeconds;
    double evaluateSeconds;
    Map<String, Map<String, Double>> validation = Map.of();
    Map<String, Map<String, Double>> validationErrors = Map.of();
    @Nullable CheckpointOrigin origin;
    int scheduled; // epochs that the schedule was laid out for
    int longestWait; // epochs without a better one before one was trained
    String arraysSha256 = "";
  }

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final int epochs;
  private final Map<String, NDArray> live = new LinkedHashMap<>();
  private final Map<String, NDArray> best = new LinkedHashMap<>();
  private Progress progress = new Progress();

  /**
   * State of a fresh training.
   *
   * @param origin what the weights depend on
   * @param epochs most epochs that are trained
   * @param flat dense parameters
   * @param idTable or null
   * @param moments of the optimiser, by name
   */
  TrainingState(
      NDManager parent,
      RecommenderSpec spec,
      CheckpointOrigin origin,
      int epochs,
      NDArray flat,
      @Nullable NDArray idTable,
      Map<String, NDArray> moments) {
    manager = parent.newSubManager();
    this.spec = spec;
    progress.origin = origin;
    progress.scheduled = spec.training().epochs();
    this.epochs = epochs;
    live.put("parameters", flat);
    if (idTable != null) {
      live.put(SequenceModel.ID_TABLE, idTable);
    }
    live.forEach(
        (name, array) -> {
          NDArray copy = array.duplicate();
          copy.attach(manager);
          best.put(name, copy);
        });
    moments.forEach((name, array) -> live.put("moment-" + name, array));
  }

  /** Epochs done. */
  int epoch() {
    return progress.epoch;
  }

  int bestEpoch() {
    return progress.bestEpoch;
  }

  /** Wall time of the steps of all epochs, those before a resumption included. */
  double trainSeconds() {
    return progress.trainSeconds;
  }

  /** Wall time of the validations of all epochs. */
  double evaluateSeconds() {
    return progress.evaluateSeconds;
  }

  /** Validation metrics of the best epoch by name, for the ensemble and each branch. */
  Map<String, Map<String, Double>> validation() {
    return progress.validation;
  }

  /** Their standard errors. */
  Map<String, Map<String, Double>> validationErrors() {
    return progress.validationErrors;
  }

  int epochsSinceBest() {
    return progress.epoch - progress.bestEpoch;
  }

  /**
   * Counts an epoch; returns whether it is the best so far by the validation metric of the
   * ensemble.
   *
   * @param validation empty where nothing is held out
   */
  boolean finishEpoch(
      Map<String, Ranking> validation, double trainSeconds, double evaluateSeconds) {
    progress.longestWait = Math.max(progress.longestWait, epochsSinceBest());
    progress.trainSeconds += trainSeconds;
    progress.evaluateSeconds += evaluateSeconds;
    progress.epoch++;
    double score = progress.epoch; // without validation the last epoch is the best
    if (!validation.isEmpty()) {
      Ranking ensemble = validation.get(Branch.ENSEMBLE);
      if (ensemble == null) {
        throw new IllegalArgumentException("no ranking of the ensemble: " + validation.keySet());
      }
      score = ensemble.metric(spec.training().selectBy());
    }
    if (score <= progress.bestScore) {
      return false;
    }
    progress.bestScore = score;
    progress.validation = Evaluator.metrics(validation, spec.evaluation());
    progress.validationErrors = Evaluator.standardErrors(validation, spec.evaluation());
    progress.bestEpoch = progress.epoch;
    best.forEach((name, array) -> Weights.copy(live, name, array));
    return true;
  }

  /** Puts the best weights back into the model. */
  void restoreBest() {
    live.forEach(
        (name, array) -> {
          if (best.containsKey(name)) {
            Weights.copy(best, name, array);
          }
        });
  }

  /** Writes a checkpoint; a kill at any moment leaves the former or the new one whole. */
  void save(Path directory) {
    try {
      Files.createDirectories(directory);
      Map<String, NDArray> arrays = new LinkedHashMap<>(live);
      best.forEach((name, array) -> arrays.put(BEST + name, array));
      String file = "epoch-" + progress.epoch + "-" + ARRAYS;
      progress.arraysSha256 = SafeTensors.write(directory.resolve(file), arrays);
      // The progress file names the arrays by epoch: replacing it is the moment the checkpoint
      // counts.
      AtomicFiles.write(directory.resolve(PROGRESS), new Gson().toJson(progress));
      try (var files = Files.list(directory)) {
        for (Path old : files.toList()) {
          String name = old.getFileName().toString();
          if (name.endsWith(ARRAYS) && !name.equals(file)) {
            Files.delete(old);
          }
        }
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "see to it that it can be written, and resume the run");
    }
  }

  /**
   * Epochs that the checkpoint of a directory has done, 0 if there is none, and whether a training
   * of these settings would go on from it.
   *
   * @throws DataException if it is damaged
   */
  static Done done(Path directory, TrainingSpec spec) {
    Path file = directory.resolve(PROGRESS);
    if (!Files.exists(file)) {
      return new Done(0, true);
    }
    Progress saved = read(file);
    int wait = saved.epoch - saved.bestEpoch;
    boolean more = saved.epoch < spec.epochs() && (spec.patience() == 0 || wait < spec.patience());
    return new Done(saved.epoch, more);
  }

  /**
   * How far a checkpoint is.
   *
   * @param epochs done
   * @param more whether there are more to do
   */
  record Done(int epochs, boolean more) {}

  private static Progress read(Path file) {
    try {
      return FileBoundary.read(
          file,
          "delete " + file.getParent() + " to start anew",
          () -> progress(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read checkpoint " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes over a checkpoint if there is one.
   *
   * @param stepsPerEpoch optimiser steps of an epoch
   * @throws DataException if it belongs to another configuration, data or version, or is damaged
   * @throws UsageException if a training of these epochs and this patience would not have come by
   *     it
   */
  void resume(Path directory, int stepsPerEpoch) {
    Path file = directory.resolve(PROGRESS);
    if (!Files.exists(file)) {
      return;
    }
    try {
      Progress saved = read(file);
      checkOrigin(file, saved);
      checkLength(file, saved, stepsPerEpoch);
      Path arrays = directory.resolve("epoch-" + saved.epoch + "-" + ARRAYS);
      if (!Files.isRegularFile(arrays) || !Sha256.ofFile(arrays).equals(saved.arraysSha256)) {
        throw new DataException(
            arrays
                + ": missing or damaged: its SHA-256 is not the one in "
                + PROGRESS
                + "; delete "
                + directory
                + " to start anew");
      }
      try (SafeTensorsFile stored = SafeTensorsFile.open(arrays)) {
        for (Map.Entry<String, NDArray> array : live.entrySet()) {
          stored.readInto(array.getKey(), array.getValue());
        }
        for (Map.Entry<String, NDArray> array : best.entrySet()) {
          stored.readInto(BEST + array.getKey(), array.getValue());
        }
      }
      saved.scheduled = progress.scheduled;
      progress = saved;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read checkpoint " + directory + ": " + e.getMessage(), e);
    }
  }

  private void checkOrigin(Path file, Progress saved) {
    CheckpointOrigin now = Objects.requireNonNull(progress.origin);
    List<String> differences =
        saved.origin == null ? List.of("it does not say which") : saved.origin.differences(now);
    if (!differences.isEmpty()) {
      throw new DataException(
          file
              + ": this checkpoint was written with another configuration, data or version: "
              + String.join("; ", differences)
              + ". Go on with what was, or train into another directory");
    }
  }

  /** That a training of this length would have gone through this very state. */
  private void checkLength(Path file, Progress saved, int stepsPerEpoch) {
    if (epochs < saved.epoch) {
      throw new UsageException(
          file
              + ": "
              + saved.epoch
              + " epochs are done, but training.epochs = "
              + epochs
              + "; ask for more, or train into another directory");
    }
    int patience = spec.training().patience();
    if (patience > 0 && patience <= saved.longestWait) {
      throw new UsageException(
          file
              + ": training.patience = "
              + patience
              + " would have ended this training before its epoch "
              + saved.epoch
              + "; ask for more than "
              + saved.longestWait
              + ", or train into another directory");
    }
    Schedule schedule = spec.training().schedule();
    long before = (long) saved.scheduled * stepsPerEpoch;
    long now = (long) spec.training().epochs() * stepsPerEpoch;
    for (long step = 1; before != now && step <= (long) saved.epoch * stepsPerEpoch; step++) {
      if (schedule.factor(step, before) != schedule.factor(step, now)) {
        throw new UsageException(
            file
                + ": the step sizes of training.schedule '"
                + schedule.type()
                + "' depend on the number of epochs: those done belong to "
                + saved.scheduled
                + " epochs, not to "
                + spec.training().epochs()
                + "; go on with "
                + saved.scheduled
                + ", or train anew into another directory");
      }
    }
  }

  private static Progress progress(String json) {
    Progress saved =
        Objects.requireNonNull(new Gson().fromJson(json, Progress.class), "it is empty");
    if (saved.bestEpoch < 0 || saved.bestEpoch > saved.epoch) {
      throw new IllegalArgumentException(
          "best epoch " + saved.bestEpoch + " of " + saved.epoch + " epochs");
    }
    if (saved.longestWait < 0 || saved.longestWait > saved.epoch) {
      throw new IllegalArgumentException(
          "a wait of " + saved.longestWait + " of " + saved.epoch + " epochs");
    }
    if (saved.scheduled < saved.epoch) {
      throw new IllegalArgumentException(
          saved.epoch + " epochs done of " + saved.scheduled + " scheduled");
    }
    if (!Double.isFinite(saved.bestScore)
        || !(saved.trainSeconds >= 0)
        || !(saved.evaluateSeconds >= 0)) {
      throw new IllegalArgumentException(
          "score %s, %s s and %s s, expected finite numbers and times from 0 on"
              .formatted(saved.bestScore, saved.trainSeconds, saved.evaluateSeconds));
    }
    for (Map<String, Map<String, Double>> metrics :
        List.of(saved.validation, saved.validationErrors)) {
      metrics.values().forEach(values -> values.values().forEach(Objects::requireNonNull));
    }
    return saved;
  }

  @Override
  public void close() {
    manager.close();
  }
}
