package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Coverage, inequality, popularity, novelty, serendipity and diversity of what a model lists. */
public final class ListReport {

  private ListReport() {}

  /**
   * Metrics by ranking, {@code ensemble} first, and by name, of the lists for the targets of a set
   * at the cut-offs of the evaluation. Those of diversity are of the modalities that the dataset
   * has features of.
   *
   * @param split of the dataset, which says what is popular
   * @param set validation or test of the split
   * @throws io.github.seqrec4j.api.DataException if the data does not fit the model
   * @throws io.github.seqrec4j.api.UsageException if the recommender was loaded to be computed in
   *     plain Java
   */
  public static Map<String, Map<String, Double>> of(
      SequentialRecommender recommender,
      Dataset dataset,
      Split split,
      EvaluationSet set,
      EvaluationSpec spec) {
    TrainingPopularity popularity = new TrainingPopularity(split);
    Map<String, FeatureStore> content = new LinkedHashMap<>();
    dataset.modalities().stream()
        .sorted(Comparator.comparing(Modality::name))
        .forEach(modality -> content.put(modality.name(), dataset.features(modality)));
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    RecommendedLists.of(
            recommender,
            dataset,
            set,
            spec,
            Collections.max(spec.cutoffs()),
            name -> new ListMetrics(set, popularity, content, spec.cutoffs()))
        .forEach((name, lists) -> metrics.put(name, lists.metrics()));
    return metrics;
  }
}
