package io.github.seqrec4j.training;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates the weights that a training keeps, and reports them. */
record FinalReport(
    Dataset dataset,
    Split split,
    EvaluationSpec spec,
    Validation validation,
    Trainer.FinalParts parts) {

  /**
   * The report.
   *
   * @param reached how far the training came
   * @param users backbones, with the weights of the best epoch
   * @param items of the same, and the weights of their ensemble
   * @param cold how the items that are held out of training are found; null where none are
   * @param start when this evaluation began, in nanoseconds
   */
  TrainingReport of(
      Progress reached,
      UserEncoder users,
      ItemVectors items,
      TrainingReport.@Nullable Cold cold,
      long start) {
    Map<String, Map<String, Double>> validated = reached.best().validation();
    Map<String, Map<String, Double>> validationErrors = reached.best().standardErrors();
    boolean mean = items.weights().equals(EnsembleWeights.mean(items.branches().size()));
    if (validation.samples() || !mean) {
      Map<String, Ranking> all = validation.onAll(users, items);
      validated = Evaluator.metrics(all, spec);
      validationErrors = Evaluator.standardErrors(all, spec);
    }
    boolean tests = parts == Trainer.FinalParts.VALIDATION_AND_TEST;
    Map<String, Ranking> test = tests ? validation.rankings(users, items, split.test()) : Map.of();
    Map<String, Ranking> baselines = tests ? validation.baselines(dataset, split) : Map.of();
    return new TrainingReport(
        reached.best().epoch(),
        reached.epoch(),
        validated,
        Evaluator.metrics(test, spec),
        reached.trainSeconds(),
        reached.evaluateSeconds() + (System.nanoTime() - start) / 1e9,
        dataset.hash(),
        dataset.users(),
        dataset.items(),
        dataset.interactions(),
        new TrainingReport.StandardErrors(
            validationErrors,
            Evaluator.standardErrors(test, spec),
            Evaluator.standardErrors(baselines, spec)),
        Evaluator.metrics(baselines, spec),
        null,
        items.weights().byName(items.branches()),
        reached.changes(),
        cold);
  }
}
