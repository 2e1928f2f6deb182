package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model before its first step.
 *
 * @param model with fresh weights, or those of another
 * @param origin where they come from, to tell checkpoints apart; empty for fresh ones
 * @param warm what became of the other's items, null for fresh weights
 */
record FirstWeights(SequenceModel model, String origin, TrainingEvent.@Nullable WarmStarted warm) {

  /**
   * Makes the model; the engine's random seed decides fresh weights.
   *
   * @param from bundle of the model whose weights are the first ones, or null
   */
  static FirstWeights of(
      NDManager manager, RecommenderSpec spec, Dataset dataset, Split split, @Nullable Path from) {
    ItemCodes codes =
        spec.itemEncoder()
            .idTable()
            .map(IdTable::codes)
            .filter(IdCodes::used)
            .map(used -> ItemCodes.of(used, dataset, split))
            .orElse(null);
    if (from == null) {
      return new FirstWeights(model(manager, spec, dataset, codes), "", null);
    }
    try (WarmStart warm = WarmStart.open(from, spec, dataset)) {
      ItemCodes kept = codes == null ? null : warm.codes(codes);
      SequenceModel model = model(manager, spec, dataset, kept);
      warm.into(manager, model);
      return new FirstWeights(model, " from " + warm.name(), warm.event());
    }
  }

  private static SequenceModel model(
      NDManager manager, RecommenderSpec spec, Dataset dataset, @Nullable ItemCodes codes) {
    return new SequenceModel(
        manager,
        spec,
        dataset.items(),
        dataset.categories().size(),
        ItemFeatures.stores(spec, dataset),
        codes);
  }
}
