package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.HeldOutItems;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.ColdEvaluation;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the items that {@code seqrec4j.data.cold-items} holds out are found by a trained model. */
final class ColdReport {

  private static final String CHANCE = "chance";

  /** Items encoded at a time. */
  private static final int CHUNK = 2048;

  private ColdReport() {}

  /**
   * That a model can say anything of new items.
   *
   * @throws UsageException if it reads the ID alone and items are held out
   */
  static void check(RecommenderSpec spec, Dataset dataset) {
    List<Modality> modalities = spec.itemEncoder().modalities();
    if (dataset.cold() != null && modalities.equals(List.of(Modality.ID))) {
      throw new UsageException(
          "seqrec4j.data.cold-items holds items out of training, but the item encoder reads the ID"
              + " alone, which knows nothing of them; add a modality with features to"
              + " seqrec4j.item-encoder, or set cold-items.share to 0");
    }
  }

  /**
   * Evaluates the held-out items.
   *
   * @param items vectors of the known ones, with the weights of the ensemble
   * @return null where no items are held out
   */
  static TrainingReport.@Nullable Cold of(
      NDManager manager,
      SequenceModel model,
      UserEncoder users,
      ItemVectors items,
      Dataset dataset,
      Split split,
      EvaluationSpec spec) {
    HeldOutItems cold = dataset.cold();
    if (cold == null) {
      return null;
    }
    EvaluationSet targets = cold.targets(split);
    if (targets.size() == 0) {
      return new TrainingReport.Cold(
          cold.count(), cold.removed(), 0, Map.of(), Map.of(), Map.of(), Map.of());
    }
    try (NDManager scratch = manager.newSubManager()) {
      ColdEvaluation made =
          ColdEvaluation.of(
              scratch,
              users,
              vectors(scratch, model, items, cold),
              Modality.ID.name(),
              dataset,
              cold,
              targets,
              spec);
      return new TrainingReport.Cold(
          cold.count(),
          cold.removed(),
          targets.size(),
          metrics(made.all(), made.chanceAll(), spec),
          Evaluator.standardErrors(made.all(), spec),
          metrics(made.cold(), made.chanceCold(), spec),
          Evaluator.standardErrors(made.cold(), spec));
    }
  }

  private static Map<String, Map<String, Double>> metrics(
      Map<String, Ranking> rankings, Map<String, Double> chance, EvaluationSpec spec) {
    Map<String, Map<String, Double>> metrics =
        new LinkedHashMap<>(Evaluator.metrics(rankings, spec));
    metrics.put(CHANCE, chance);
    return metrics;
  }

  /** Of known items, then of cold ones, with the ensemble of the branches that know both. */
  private static ItemVectors vectors(
      NDManager owner, SequenceModel model, ItemVectors items, HeldOutItems cold) {
    Map<Modality, FeatureStore> stores = new LinkedHashMap<>();
    for (Modality modality : model.spec().itemEncoder().modalities()) {
      if (!modality.equals(Modality.ID)) {
        stores.put(modality, cold.features(modality));
      }
    }
    NDList rows = new NDList(items.vectors());
    int last = cold.known() + cold.count();
    for (int from = cold.known() + 1; from <= last; from += CHUNK) {
      int[] chunk = IntStream.range(from, Math.min(last + 1, from + CHUNK)).toArray();
      try (NDManager scratch = owner.newSubManager()) {
        NDList branches = new NDList(model.encodeNew(scratch, stores, chunk));
        NDArray some = branches.size() == 1 ? branches.get(0) : NDArrays.concat(branches, 1);
        some.attach(owner);
        rows.add(some);
      }
    }
    NDArray all = NDArrays.concat(rows);
    all.attach(owner);
    return new ItemVectors(items.branches(), all, content(items));
  }

  /** The weights of the ensemble without the ID's branch; alike where the others have none. */
  private static EnsembleWeights content(ItemVectors items) {
    List<Double> weights = new ArrayList<>();
    List<Branch> branches = items.branches();
    double sum = 0;
    int others = 0;
    for (int m = 0; m < branches.size(); m++) {
      boolean id = branches.get(m).equals(Branch.of(Modality.ID));
      weights.add(id ? 0 : items.weights().values().get(m));
      sum += weights.get(m);
      others += id ? 0 : 1;
    }
    for (int m = 0; m < weights.size(); m++) {
      boolean id = branches.get(m).equals(Branch.of(Modality.ID));
      weights.set(m, sum > 0 ? weights.get(m) / sum : id ? 0 : 1.0 / others);
    }
    return new EnsembleWeights(weights);
  }
}
