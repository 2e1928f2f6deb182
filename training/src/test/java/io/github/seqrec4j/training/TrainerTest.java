package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerTest {

  @TempDir private static Path data;
  @TempDir private static Path timed;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data);
    TinyData.writeTimed(timed);
  }

  private static RecommenderSpec spec(int epochs, int patience, double rate) {
    return spec(SasRec.builder().layers(1).dropout(0.2).build(), epochs, patience, rate);
  }

  private static RecommenderSpec spec(
      SequenceBackbone backbone, int epochs, int patience, double rate) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
        .backbone(backbone)
        .distillation(OnlineDistillation.sigmoid(1, 2))
        .maxLength(6)
        .training(
            TrainingSpec.builder()
                .epochs(epochs)
                .batchSize(16)
                .patience(patience)
                .seed(5)
                .optimizer(new AdamW(rate, 0.01, 0.9, 0.999, 1e-8))
                .build())
        .build();
  }

  @Test
  void fit_manyEpochs_leavesNoArrayBehindPerStepOrEpoch() {
    List<Long> arrays = new ArrayList<>();
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender recommender =
            Trainer.create()
                .fit(
                    spec(5, 0, 1e-3),
                    dataset,
                    event -> {
                      if (event instanceof TrainingEvent.EpochFinished) {
                        arrays.add(NativeArrays.count());
                      }
                    })) {
      assertThat(recommender.report().lastEpoch()).isEqualTo(5);
    }
    assertThat(arrays).hasSize(5);
    assertThat(arrays.subList(2, 5))
        .as("arrays alive after epochs 3 to 5")
        .containsOnly(arrays.get(1));
  }

  @Test
  void recommend_manyRequests_leavesNoArrayBehind() {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender recommender =
            Trainer.create().fit(spec(1, 0, 1e-3), dataset, event -> {})) {
      List<String> history = List.of("i1", "i2", "i3");
      recommender.recommend(history, 3);
      long before = NativeArrays.count();
      for (int i = 0; i < 50; i++) {
        recommender.recommend(history, 3);
      }
      assertThat(NativeArrays.count()).isEqualTo(before);
    }
  }

  /** The engine records graphs on every thread but the one that loaded it, unless kept from it. */
  @Test
  void fit_onAnotherThread_givesTheSameModel() throws Exception {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender here = Trainer.create().fit(spec(3, 0, 1e-3), dataset, event -> {})) {
      List<String> history = List.of("i1", "i2");
      List<Recommendation> expected = here.recommend(history, 5);
      List<Recommendation> answers = new ArrayList<>();
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        thread
            .submit(
                () -> {
                  try (TrainedRecommender there =
                      Trainer.create().fit(spec(3, 0, 1e-3), dataset, event -> {})) {
                    answers.addAll(there.recommend(history, 5));
                  }
                  return null;
                })
            .get();
      } finally {
        thread.shutdown();
      }
      assertThat(answers).isEqualTo(expected);
    }
  }

  @Test
  void fit_laterEpochsWorse_reportsTheBestEpochsOwnMetrics() {
    List<TrainingEvent.EpochFinished> epochs = new ArrayList<>();
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender recommender =
            Trainer.create()
                .fit(
                    spec(12, 0, 3e-2),
                    dataset,
                    event -> {
                      if (event instanceof TrainingEvent.EpochFinished epoch) {
                        epochs.add(epoch);
                      }
                    })) {
      TrainingReport report = recommender.report();
      var best = epochs.get(report.bestEpoch() - 1).validation();
      assertThat(report.validation()).isEqualTo(best);
      assertThat(epochs.get(report.lastEpoch() - 1).validation())
          .as("the last epoch must differ, or this shows nothing")
          .isNotEqualTo(best);
    }
  }

  @Test
  void fit_lossNotFinite_saysWhereAndWhatToDo() {
    try (Dataset dataset = Dataset.open(data)) {
      assertThatThrownBy(
              () -> Trainer.create().fit(spec(20, 0, 1e30), dataset, event -> {}).close())
          .isInstanceOf(SeqrecException.class)
          .hasMessageContaining("not finite")
          .hasMessageContaining("learning");
    }
  }

  @Test
  void fit_patience_stopsThatManyEpochsAfterTheBest() {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender recommender =
            Trainer.create().fit(spec(100, 3, 1e-2), dataset, event -> {})) {
      TrainingReport report = recommender.report();
      assertThat(report.lastEpoch()).isLessThan(100).isEqualTo(report.bestEpoch() + 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sasrec", "gru4rec", "nextitnet", "bert4rec", "hstu", "ligr"})
  void fit_anyBackbone_recommendsWhatUsuallyFollows(String type) {
    SequenceBackbone backbone = Components.of(SequenceBackbone.class).get(type);
    try (Dataset dataset = Dataset.open(timed);
        TrainedRecommender recommender =
            Trainer.create().fit(spec(backbone, 30, 0, 5e-3), dataset, event -> {})) {
      double hit =
          requireNonNull(requireNonNull(recommender.report().test().get("ensemble")).get("hit@5"));
      // Three items may follow; chance is 5 of 30.
      assertThat(hit).isGreaterThan(0.3);
    }
  }

  @Test
  void backboneThatReadsTimes_onDataWithoutAny_isRefusedWithTheRemedies() {
    SequenceBackbone backbone = Components.of(SequenceBackbone.class).get("hstu");
    try (Dataset dataset = Dataset.open(data)) {
      assertThatThrownBy(
              () -> Trainer.create().fit(spec(backbone, 1, 0, 5e-3), dataset, event -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the interactions have no times, which the backbone 'hstu' reads")
          .hasMessageContaining("seqrec4j.data.timestamp-column")
          .hasMessageContaining("seqrec4j.backbone.hstu");
    }
  }

  @Test
  void fit_withoutTest_ranksNoTestTarget_andChoosesTheSameEpoch() {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender tested = Trainer.create().fit(spec(2, 0, 1e-3), dataset, event -> {});
        TrainedRecommender untested =
            Trainer.create().withoutTest().fit(spec(2, 0, 1e-3), dataset, event -> {})) {
      assertThat(tested.report().test()).isNotEmpty();
      assertThat(untested.report().test()).isEmpty();
      assertThat(untested.report().baselines()).isEmpty();
      assertThat(untested.report().standardErrors().test()).isEmpty();
      assertThat(untested.report().validation()).isEqualTo(tested.report().validation());
      assertThat(untested.report().bestEpoch()).isEqualTo(tested.report().bestEpoch());
    }
  }
}
