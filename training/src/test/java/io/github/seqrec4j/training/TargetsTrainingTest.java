package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.Categories;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TargetSpec;
import io.github.seqrec4j.data.TrainingBatches;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for what is learnt from and what is evaluated. */
final class TargetsTrainingTest {

  @TempDir private static Path data;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.writeKinds(data);
  }

  private static Dataset open() {
    return Dataset.open(
        data,
        DataSpec.builder()
            .categoryColumn("kind")
            .targets(TargetSpec.builder().categories(List.of("purchase")).build())
            .build());
  }

  private static RecommenderSpec spec(String backbone, int stride) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
        .backbone(Components.of(SequenceBackbone.class).get(backbone))
        .maxLength(6)
        .training(
            TrainingSpec.builder().epochs(2).batchSize(16).windowStride(stride).patience(0).build())
        .build();
  }

  @Test
  void training_predictsPurchasesAlone_eachOnceInAnEpoch() {
    try (Dataset dataset = open()) {
      Split split = dataset.split(spec("sasrec", 6));
      TrainingBatches batches = new TrainingBatches(split, 16, 1);
      long predicted = 0;
      for (int step = 0; step < batches.stepsPerEpoch(); step++) {
        int[] items = batches.batch(1, step);
        int[] categories = requireNonNull(batches.categories(1, step));
        float[] weights = requireNonNull(batches.weights(1, step));
        for (int slot = 0; slot < items.length; slot++) {
          assertThat(weights[slot] > 0)
              .isEqualTo(
                  items[slot] > 0
                      && dataset.categories().get(categories[slot] - 1).equals("purchase"));
          predicted += weights[slot] > 0 && slot % 7 > 0 && items[slot - 1] > 0 ? 1 : 0;
        }
      }
      assertThat(predicted)
          .isPositive()
          .isEqualTo(requireNonNull(split.summary().targets()).training());
    }
  }

  @Test
  void evaluation_asksForPurchasesAlone() {
    try (Dataset dataset = open()) {
      Split split = dataset.split(6);
      for (EvaluationSet set : List.of(split.validation(), split.test())) {
        assertThat(set.size()).isPositive();
        for (int i = 0; i < set.size(); i++) {
          assertThat(dataset.categories().get(set.targetCategory(i) - 1)).isEqualTo("purchase");
        }
      }
    }
  }

  @Test
  void weightsAndCategories_trainTogether() {
    DataSpec weighted =
        DataSpec.builder()
            .categoryColumn("kind")
            .valueColumn("rating")
            .targets(
                TargetSpec.builder()
                    .categories(List.of("purchase"))
                    .weights(TargetSpec.Weights.VALUE)
                    .build())
            .build();
    RecommenderSpec spec =
        spec("sasrec", 3).toBuilder()
            .backbone(SasRec.builder().categories(Categories.EVENTS).build())
            .build();
    try (Dataset dataset = Dataset.open(data, weighted);
        TrainedRecommender recommender = Trainer.create().fit(spec, dataset, event -> {})) {
      Event view = new Event("i1", null, "view");
      Event purchase = new Event("i1", null, "purchase");
      Event unknown = new Event("i1", null, "refund");
      assertThat(recommender.recommend(RecommendRequest.ofEvents(List.of(view))))
          .isNotEqualTo(recommender.recommend(RecommendRequest.ofEvents(List.of(purchase))));
      assertThat(recommender.recommend(RecommendRequest.ofEvents(List.of(unknown)))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sasrec", "bert4rec"})
  void anyTask_trainsUnderARule(String backbone) {
    try (Dataset dataset = open();
        TrainedRecommender recommender =
            Trainer.create().fit(spec(backbone, 3), dataset, event -> {})) {
      Map<String, Double> test = requireNonNull(recommender.report().test().get("ensemble"));
      assertThat(test.get("hit@5")).isBetween(0.0, 1.0);
    }
  }
}
