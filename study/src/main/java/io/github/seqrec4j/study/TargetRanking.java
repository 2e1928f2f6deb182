package io.github.seqrec4j.study;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.study.TargetRankFile.Part;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ranks the targets of a finished run, by its model and data, and keeps the ranks beside them. */
final class TargetRanking {

  private TargetRanking() {}

  /**
   * Writes the ranks of all parts of the split that hold something and are not written yet.
   *
   * @param run directory of a finished run
   * @throws DataException if its data is not what it was trained on, or the model was trained anew
   *     on all of it
   * @throws UncheckedIOException if a file cannot be read or written
   */
  static void complete(Path run) {
    if (Files.exists(Part.VALIDATION.in(run)) && Files.exists(Part.TEST.in(run))) {
      return;
    }
    Path bundle = run.resolve("model");
    TrainingReport report = TrainingReport.ofBundle(bundle);
    if (report.refit() != null) {
      throw new DataException(
          bundle
              + ": was trained anew on all of its data (--refit), what is held out included; there is"
              + " nothing left to rank. Compare runs without --refit");
    }
    List<Part> missing = new ArrayList<>(List.of(Part.VALIDATION));
    if (!report.test().isEmpty()) { // a run without a final test does not get one by the way
      missing.add(Part.TEST);
    }
    missing.removeIf(part -> Files.exists(part.in(run)));
    if (missing.isEmpty()) {
      return;
    }
    RunSpec spec = RunSpec.ofBundle(bundle);
    Path path = spec.data().path();
    if (path == null) {
      throw new DataException(bundle + ": does not say where its data is; train it anew");
    }
    try (SequentialRecommender model = SequentialRecommender.load(bundle, ServingEngine.PYTORCH);
        Dataset dataset = Dataset.open(path, spec.data())) {
      if (!model.origin().dataHash().equals(dataset.hash())) {
        throw new DataException(
            path
                + ": is no longer the data that "
                + run
                + " was trained on: its hash is "
                + dataset.hash()
                + ", the model's "
                + model.origin().dataHash()
                + "; bring that data back, or train anew");
      }
      for (Part part : missing) {
        write(run, part, model, dataset, spec.recommender());
      }
    }
  }

  private static void write(
      Path run, Part part, SequentialRecommender model, Dataset dataset, RecommenderSpec spec) {
    Split split = dataset.split(spec);
    EvaluationSet set = part == Part.TEST ? split.test() : split.validation();
    TargetRankFile ranks =
        TargetRankFile.of(
            dataset.hash(), set, Evaluator.evaluate(model, dataset, set, spec.evaluation()));
    try {
      ranks.write(part.in(run));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + part.in(run) + ": " + e.getMessage(), e);
    }
  }
}
