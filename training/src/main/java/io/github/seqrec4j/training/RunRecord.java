package io.github.seqrec4j.training;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.data.SplitSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished run wrote down.
 *
 * @param directory of the run
 * @param metrics content of {@code metrics.json}
 * @param epochs lines of {@code train.jsonl}, at least one
 */
@Internal
public record RunRecord(Path directory, Metrics metrics, List<Epoch> epochs) {

  private static final String METRICS = "metrics.json";
  private static final String EPOCHS = "train.jsonl";
  private static final String REMEDY = "restore it from a copy, or train again";

  /** Content of {@code metrics.json}. */
  public record Metrics(
      @Nullable String title,
      JsonObject config,
      Data data,
      int bestEpoch,
      int lastEpoch,
      Map<String, Map<String, Double>> validation,
      Map<String, Map<String, Double>> test,
      StandardErrors standardErrors,
      Map<String, Map<String, Double>> baselines,
      TrainingReport.@Nullable Refit refit,
      TrainingReport.@Nullable Cold cold,
      @Nullable Map<String, Double> ensemble,
      @Nullable List<String> changes,
      Seconds seconds,
      long seed,
      Map<String, String> environment) {

    /** What the run came to: on test or, where nothing tests, on validation. */
    public Map<String, Map<String, Double>> result() {
      return test.isEmpty() ? validation : test;
    }

    /** Its standard errors. */
    public Map<String, Map<String, Double>> resultErrors() {
      return test.isEmpty() ? standardErrors.validation() : standardErrors.test();
    }

    /** The part that the result is of. */
    public String part() {
      return test.isEmpty() ? "validation" : "test";
    }
  }

  /** The data trained on, what was left out of it, and how it was split. */
  public record Data(
      String hash,
      int users,
      int items,
      long interactions,
      @Nullable Long interactionsRead,
      @Nullable Map<String, Long> rejected,
      @Nullable Map<String, Long> dropped,
      @Nullable SplitSummary split,
      @Nullable List<String> warnings) {}

  /** Standard errors of the metrics of the same name. */
  public record StandardErrors(
      Map<String, Map<String, Double>> validation,
      Map<String, Map<String, Double>> test,
      Map<String, Map<String, Double>> baselines) {}

  /** Wall time. */
  public record Seconds(double train, double evaluate) {}

  /** One line of {@code train.jsonl}. */
  public record Epoch(
      int epoch,
      double crossEntropy,
      double distillation,
      double distillationWeight,
      double gradientNorm,
      Map<String, Map<String, Double>> validation,
      @Nullable Integer validationUsers,
      Seconds seconds,
      long residentBytes) {

    /** Whether it was its turn. */
    public boolean isValidated() {
      return !validation.isEmpty();
    }
  }

  /**
   * Reads both files.
   *
   * @throws DataException if one is missing or damaged
   */
  public static RunRecord read(Path directory) {
    Path metricsFile = directory.resolve(METRICS);
    Path epochsFile = directory.resolve(EPOCHS);
    for (Path file : List.of(metricsFile, epochsFile)) {
      if (!Files.isRegularFile(file)) {
        throw new DataException(
            file + ": missing; a report needs a finished run, which 'train' leaves in its --out");
      }
    }
    try {
      Metrics metrics =
          FileBoundary.read(
              metricsFile,
              REMEDY,
              () -> JsonRecords.parse(Files.readString(metricsFile), Metrics.class));
      if (metrics.result().get(Branch.ENSEMBLE) == null) {
        throw FileBoundary.damaged(
            metricsFile.toString(), "no " + metrics.part() + " metrics of the ensemble", REMEDY);
      }
      List<Epoch> epochs = new ArrayList<>();
      for (String line :
          FileBoundary.read(epochsFile, REMEDY, () -> Files.readAllLines(epochsFile))) {
        String place = epochsFile + ": " + (epochs.size() + 1);
        epochs.add(FileBoundary.read(place, REMEDY, () -> JsonRecords.parse(line, Epoch.class)));
      }
      if (epochs.isEmpty()) {
        throw FileBoundary.damaged(epochsFile.toString(), "it is empty", REMEDY);
      }
      return new RunRecord(directory, metrics, List.copyOf(epochs));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  /** A metric of a ranking, NaN where there is none. */
  public static double value(
      Map<String, Map<String, Double>> rankings, String ranking, String metric) {
    return rankings.getOrDefault(ranking, Map.of()).getOrDefault(metric, Double.NaN);
  }
}
