package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.UserSample;
import io.github.seqrec4j.evaluation.Baselines;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.Map;

/** Which epochs of a training are validated, and on whom. */
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
