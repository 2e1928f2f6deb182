package io.github.seqrec4j.training;

import com.google.gson.Gson;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.evaluation.Baselines;
import io.github.seqrec4j.runtime.EnsembleWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a training came to.
 *
 * @param bestEpoch epoch whose weights are kept, chosen on validation
 * @param lastEpoch last epoch trained
 * @param validation metrics by name for {@code ensemble} and each branch, of all users
 * @param test the same on the test targets; empty where nothing tests
 * @param trainSeconds wall time of the optimiser steps, in a resumed run those before it included
 * @param evaluateSeconds wall time of all evaluations, likewise
 * @param dataHash hash of the data
 * @param users number of users
 * @param items number of items
 * @param interactions number of interactions
 * @param standardErrors of all these metrics, clustered by user
 * @param baselines test metrics by name for each baseline, such as {@value #POPULARITY}
 * @param refit the training on all interactions that made the model, after that which the metrics
 *     are of; null if there was none
 * @param ensemble weight of each branch in the ensemble, by name
 * @param changes what was changed on the way, by a resumption after the training had diverged
 * @param cold how items that {@code seqrec4j.data.cold-items} held out are found; null for none
 */
public record TrainingReport(
    int bestEpoch,
    int lastEpoch,
    Map<String, Map<String, Double>> validation,
    Map<String, Map<String, Double>> test,
    double trainSeconds,
    double evaluateSeconds,
    String dataHash,
    int users,
    int items,
    long interactions,
    StandardErrors standardErrors,
    Map<String, Map<String, Double>> baselines,
    @Nullable Refit refit,
    Map<String, Double> ensemble,
    List<String> changes,
    @Nullable Cold cold) {

  /**
   * How items that training never saw are found, by their content.
   *
   * @param items number of them
   * @param removed interactions with them, which nothing learnt from
   * @param targets of these, held out as the test is; without any there are no metrics
   * @param all metrics by ranking, each target among all items: {@code ensemble} and the branches
   *     but the ID's, neighbours by content, and {@code chance}
   * @param allErrors standard errors of them but chance
   * @param among metrics of each target among the items that training never saw
   * @param amongErrors their standard errors
   */
  public record Cold(
      int items,
      long removed,
      int targets,
      Map<String, Map<String, Double>> all,
      Map<String, Map<String, Double>> allErrors,
      Map<String, Map<String, Double>> among,
      Map<String, Map<String, Double>> amongErrors) {}

  /** Name of the baseline that recommends what is most popular. */
  public static final String POPULARITY = Baselines.POPULARITY;

  /**
   * A training on all interactions, none held out.
   *
   * @param epochs as many as the best epoch before
   * @param interactions trained on, within the windows
   * @param trainSeconds wall time of its steps
   */
  public record Refit(int epochs, long interactions, double trainSeconds) {}

  /** The weights of these branches in the ensemble; alike where none are known. */
  EnsembleWeights ensembleOf(List<Branch> branches) {
    return ensemble.isEmpty()
        ? EnsembleWeights.mean(branches.size())
        : new EnsembleWeights(branches.stream().map(b -> ensemble.get(b.name())).toList());
  }

  /** This report, of a model that was trained once more. */
  TrainingReport refitted(Refit made) {
    return new TrainingReport(
        bestEpoch,
        lastEpoch,
        validation,
        test,
        trainSeconds,
        evaluateSeconds,
        dataHash,
        users,
        items,
        interactions,
        standardErrors,
        baselines,
        made,
        ensemble,
        changes,
        cold);
  }

  /**
   * The report of the model in a bundle.
   *
   * @throws io.github.seqrec4j.api.DataException if it is missing or damaged
   */
  public static TrainingReport ofBundle(Path bundle) {
    Path file = bundle.resolve(TrainedRecommender.REPORT);
    try {
      return FileBoundary.read(
          file,
          "restore it from a copy or train again",
          () ->
              Objects.requireNonNull(
                  new Gson().fromJson(Files.readString(file), TrainingReport.class),
                  "it is empty"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Standard errors, by the names of the metrics they belong to; empty maps where there are fewer
   * than two users.
   *
   * @param validation for {@code ensemble} and each branch
   * @param test likewise
   * @param baselines on the test targets, for each baseline
   */
  public record StandardErrors(
      Map<String, Map<String, Double>> validation,
      Map<String, Map<String, Double>> test,
      Map<String, Map<String, Double>> baselines) {

    private static final StandardErrors UNKNOWN = new StandardErrors(Map.of(), Map.of(), Map.of());
  }

  /**
   * Takes standard errors, baselines, weights and changes as unknown where a bundle was written
   * without them.
   */
  public TrainingReport {
    standardErrors = Objects.requireNonNullElse(standardErrors, StandardErrors.UNKNOWN);
    baselines = Objects.requireNonNullElse(baselines, Map.of());
    ensemble = Objects.requireNonNullElse(ensemble, Map.of());
    changes = List.copyOf(Objects.requireNonNullElse(changes, List.of()));
  }
}
