package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Augmentation;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.Bert4Rec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AugmentedTrainingTest {

  private static final List<Augmentation> ALL =
      Stream.of(Augmentation.Kind.values())
          .map(kind -> Augmentation.builder().kind(kind).share(0.6).build())
          .toList();

  @TempDir private static Path data;
  @TempDir private Path checkpoints;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data);
  }

  static Stream<RecommenderSpec> specs() {
    List<Augmentation> withoutMask =
        ALL.stream().filter(a -> a.kind() != Augmentation.Kind.MASK).toList();
    return Stream.of(
        spec(SasRec.builder().layers(1).build(), ALL, 3),
        spec(Bert4Rec.builder().layers(1).build(), withoutMask, 3));
  }

  private static RecommenderSpec spec(
      SequenceBackbone backbone, List<Augmentation> augmentations, int epochs) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
        .backbone(backbone)
        .maxLength(6)
        .training(
            TrainingSpec.builder()
                .epochs(epochs)
                .batchSize(32)
                .patience(0)
                .augmentations(augmentations)
                .build())
        .build();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void resumed_equalsUnbroken_andChangesWhatIsLearnt(RecommenderSpec spec) {
    List<Recommendation> unbroken = fit(Trainer.create(), spec);
    fit(Trainer.withCheckpoints(checkpoints), spec(spec.backbone(), augmentations(spec), 2));
    assertThat(fit(Trainer.withCheckpoints(checkpoints), spec)).isEqualTo(unbroken);
    assertThat(fit(Trainer.create(), spec(spec.backbone(), List.of(), 3))).isNotEqualTo(unbroken);
  }

  private static List<Augmentation> augmentations(RecommenderSpec spec) {
    return spec.training().augmentations();
  }

  private static List<Recommendation> fit(Trainer trainer, RecommenderSpec spec) {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender recommender = trainer.fit(spec, dataset, event -> {})) {
      return recommender.recommend(List.of("i1", "i2", "i3"), 10);
    }
  }

  @Test
  void mask_ofABackboneThatMasksByItself_isRefused() {
    assertThatThrownBy(() -> spec(Bert4Rec.builder().build(), ALL, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training: augmentations: mask is for backbones that predict the next item; 'bert4rec'"
                + " masks items by itself, as its own options say; remove it");
  }

  @Test
  void shareAndProbability_outOfRange_areRefused() {
    for (double share : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(
              () -> Augmentation.builder().kind(Augmentation.Kind.CROP).share(share).build())
          .hasMessage("share must be above 0 and below 1: " + share);
    }
    for (double probability : new double[] {0, 1.01, Double.NaN}) {
      assertThatThrownBy(
              () ->
                  Augmentation.builder()
                      .kind(Augmentation.Kind.CROP)
                      .probability(probability)
                      .build())
          .hasMessage("probability must be above 0 and at most 1: " + probability);
    }
  }
}
