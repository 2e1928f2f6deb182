package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EnsembleRule;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of the ensemble that validation chooses. */
final class ValidatedEnsembleTest {

  private static final String METRIC = "ndcg@10";

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data);
  }

  private static RecommenderSpec spec(EnsembleRule rule) {
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID, Modality.TEXT)
                .width(8)
                .fusion(LateFusion.builder().build())
                .build())
        .backbone(SasRec.builder().layers(1).build())
        .distillation(new NoDistillation())
        .maxLength(5)
        .training(
            TrainingSpec.builder()
                .epochs(3)
                .batchSize(32)
                .patience(0)
                .seed(5)
                .selectBy(METRIC)
                .ensemble(rule)
                .build())
        .build();
  }

  /** The ensemble of a recommender on a part of the data, by other weights than its own. */
  private static Ranking ranking(
      SequentialRecommender model, EvaluationSet set, EnsembleWeights weights) {
    return model.read(
        (manager, users, items) -> {
          var rankings =
              Evaluator.evaluate(
                  manager, users, items.weighted(weights), set, new EvaluationSpec());
          return Objects.requireNonNull(rankings.get(Branch.ENSEMBLE));
        });
  }

  @Test
  void validated_servesTheWeightsThatValidateBest_andReportsThem() {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create().fit(spec(EnsembleRule.VALIDATED), dataset, event -> {})) {
      EvaluationSet validation = dataset.split(model.spec()).validation();
      List<Double> scores = new ArrayList<>();
      List<EnsembleWeights> choices = EnsembleWeights.choices(2);
      for (EnsembleWeights choice : choices) {
        scores.add(ranking(model, validation, choice).metric(METRIC));
      }
      double best = scores.stream().mapToDouble(s -> s).max().orElseThrow();
      assertThat(scores).as("weights matter on this data").anyMatch(score -> score < best);
      List<Double> expected = choices.get(scores.indexOf(best)).values();
      assertThat(model.ensembleWeights().values()).containsExactlyElementsOf(expected);
      assertThat(model.report().ensemble().values()).containsExactlyElementsOf(expected);
      assertThat(model.report().validation().get(Branch.ENSEMBLE)).containsEntry(METRIC, best);
      EvaluationSet test = dataset.split(model.spec()).test();
      model.save(folder.resolve("model"));
      try (SequentialRecommender loaded =
          SequentialRecommender.load(folder.resolve("model"), ServingEngine.PYTORCH)) {
        assertThat(loaded.ensembleWeights()).isEqualTo(model.ensembleWeights());
        var rankings = Evaluator.evaluate(loaded, dataset, test, new EvaluationSpec());
        assertThat(Evaluator.metrics(rankings, new EvaluationSpec()))
            .isEqualTo(model.report().test());
      }
      assertThat(TrainingReport.ofBundle(folder.resolve("model"))).isEqualTo(model.report());
    }
  }

  @Test
  void mean_isTheDefault_andTrainsTheSameWeights() {
    assertThat(new TrainingSpec().ensemble()).isEqualTo(EnsembleRule.MEAN);
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender mean =
            Trainer.create().fit(spec(EnsembleRule.MEAN), dataset, event -> {});
        TrainedRecommender validated =
            Trainer.create().fit(spec(EnsembleRule.VALIDATED), dataset, event -> {})) {
      assertThat(mean.ensembleWeights().values()).containsExactly(0.5, 0.5);
      Map<String, Map<String, Double>> branches = new LinkedHashMap<>(mean.report().test());
      branches.remove(Branch.ENSEMBLE);
      assertThat(validated.report().test()).containsAllEntriesOf(branches);
    }
  }

  @Test
  void refit_keepsTheWeightsThatWereChosen() {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender chosen =
            Trainer.create().fit(spec(EnsembleRule.VALIDATED), dataset, event -> {});
        TrainedRecommender again =
            Trainer.create()
                .refit(spec(EnsembleRule.VALIDATED), dataset, chosen.report(), event -> {})) {
      assertThat(again.ensembleWeights()).isEqualTo(chosen.ensembleWeights());
      assertThat(again.report().ensemble()).isEqualTo(chosen.report().ensemble());
    }
  }
}
