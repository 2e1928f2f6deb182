package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.EnsembleRule;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.UserSample;
import io.github.seqrec4j.evaluation.Baselines;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.List;
import java.util.Map;

/** Which epochs of a training are validated, and on whom; what is chosen by it. */
final class Validation {

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final int lastEpoch;
  private final EvaluationSet held;
  private final EvaluationSet ranked;
  private final int users;

  /**
   * Validation on a held-out set, which is empty where nothing is held out.
   *
   * @param lastEpoch of the training, if it is not stopped before
   */
  Validation(NDManager manager, RecommenderSpec spec, EvaluationSet held, int lastEpoch) {
    this.manager = manager;
    this.spec = spec;
    this.held = held;
    this.lastEpoch = lastEpoch;
    int number = spec.training().validationUsers();
    int all = UserSample.users(held);
    if (number == 0 || number >= all) {
      ranked = held;
      users = all;
    } else {
      ranked = UserSample.of(held, number, spec.training().seed());
      users = number;
    }
  }

  /** Whether an epoch, from 1, is validated; without anything held out each counts as such. */
  boolean isDue(int epoch) {
    return held.size() == 0 || epoch == lastEpoch || epoch % spec.training().validateEvery() == 0;
  }

  /** Users whose targets are ranked after an epoch. */
  int users() {
    return users;
  }

  /** Whether these are some of all. */
  boolean samples() {
    return ranked != held;
  }

  /** The weights as they are, with the model's own items; empty where nothing is held out. */
  Map<String, Ranking> rankings(SequenceModel model) {
    try (ItemVectors items = CatalogueEncoding.vectors(manager, model)) {
      return rankings(model.userEncoder(), items, ranked);
    }
  }

  /** The same on all users. */
  Map<String, Ranking> onAll(UserEncoder encoder, ItemVectors items) {
    return rankings(encoder, items, held);
  }

  /**
   * The weights of the ensemble by the rule of the training: all branches alike, also where nothing
   * is held out, or those that validate best on all users, of equals the first, which is the mean.
   */
  EnsembleWeights ensemble(UserEncoder encoder, ItemVectors items) {
    int branches = items.branches().size();
    if (spec.training().ensemble() == EnsembleRule.MEAN || branches == 1 || held.size() == 0) {
      return EnsembleWeights.mean(branches);
    }
    List<EnsembleWeights> choices = EnsembleWeights.choices(branches);
    List<Ranking> rankings =
        Evaluator.ensembles(manager, encoder, items, choices, held, spec.evaluation());
    int best = 0;
    double highest = rankings.get(0).metric(spec.training().selectBy());
    for (int i = 1; i < choices.size(); i++) {
      double score = rankings.get(i).metric(spec.training().selectBy());
      if (score > highest) {
        best = i;
        highest = score;
      }
    }
    return choices.get(best);
  }

  /** None where nothing is held out. */
  Map<String, Ranking> rankings(UserEncoder encoder, ItemVectors items, EvaluationSet set) {
    return set.size() == 0
        ? Map.of()
        : Evaluator.evaluate(manager, encoder, items, set, spec.evaluation());
  }

  /** What needs no learning, on the test targets; none where nothing tests. */
  Map<String, Ranking> baselines(Dataset dataset, Split split) {
    return Baselines.evaluate(manager, dataset, split, split.test(), spec.evaluation());
  }
}
