package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.Sha256;
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
  private static final String REMEDY = "it cannot be gone on from";

  /** The plain part of a checkpoint. */
  private static final class Progress {
    int epoch;
    int bestEpoch;
    double bestScore = -1;
    double trainSeconds;
    double evaluateSeconds;
    Map<String, Map<String, Double>> validation = Map.of();
    Map<String, Map<String, Double>> validationErrors = Map.of();
    String fingerprint = "";
    String arraysSha256 = "";
  }

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final Map<String, NDArray> live = new LinkedHashMap<>();
  private final Map<String, NDArray> best = new LinkedHashMap<>();
  private Progress progress = new Progress();

  /**
   * State of a fresh training.
   *
   * @param flat dense parameters
   * @param idTable or null
   * @param moments of the optimiser, by name
   */
  TrainingState(
      NDManager parent,
      RecommenderSpec spec,
      String dataHash,
      NDArray flat,
      @Nullable NDArray idTable,
      Map<String, NDArray> moments) {
    manager = parent.newSubManager();
    this.spec = spec;
    progress.fingerprint = Sha256.ofText(spec + "\n" + dataHash);
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
   */
  boolean finishEpoch(
      Map<String, Ranking> validation, double trainSeconds, double evaluateSeconds) {
    progress.trainSeconds += trainSeconds;
    progress.evaluateSeconds += evaluateSeconds;
    progress.epoch++;
    Ranking ensemble = validation.get(Branch.ENSEMBLE);
    if (ensemble == null) {
      throw new IllegalArgumentException("no ranking of the ensemble: " + validation.keySet());
    }
    double score = ensemble.metric(spec.training().selectBy());
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
      throw new UncheckedIOException(
          "cannot write checkpoint " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes over a checkpoint if there is one.
   *
   * @throws DataException if it belongs to another configuration or data, or is damaged
   */
  void resume(Path directory) {
    Path file = directory.resolve(PROGRESS);
    if (!Files.exists(file)) {
      return;
    }
    try {
      Progress saved = FileBoundary.read(file, REMEDY, () -> progress(Files.readString(file)));
      if (!progress.fingerprint.equals(saved.fingerprint)) {
        throw new DataException(
            file
                + ": this checkpoint was written with another configuration, data set or version;"
                + " train into another directory");
      }
      Path arrays = directory.resolve("epoch-" + saved.epoch + "-" + ARRAYS);
      if (!Files.isRegularFile(arrays) || !Sha256.ofFile(arrays).equals(saved.arraysSha256)) {
        throw new DataException(
            arrays + ": missing or damaged: its SHA-256 is not the one in " + PROGRESS);
      }
      try (SafeTensorsFile stored = SafeTensorsFile.open(arrays)) {
        for (Map.Entry<String, NDArray> array : live.entrySet()) {
          stored.readInto(array.getKey(), array.getValue());
        }
        for (Map.Entry<String, NDArray> array : best.entrySet()) {
          stored.readInto(BEST + array.getKey(), array.getValue());
        }
      }
      progress = saved;
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; delete " + directory + " to start anew", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read checkpoint " + directory + ": " + e.getMessage(), e);
    }
  }

  private static Progress progress(String json) {
    Progress saved =
        Objects.requireNonNull(new Gson().fromJson(json, Progress.class), "it is empty");
    if (saved.bestEpoch < 0 || saved.bestEpoch > saved.epoch) {
      throw new IllegalArgumentException(
          "best epoch " + saved.bestEpoch + " of " + saved.epoch + " epochs");
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
