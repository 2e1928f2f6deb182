package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.BornAgain;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.fusion.SumFusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe is silent on an honest pipeline, and speaks where test targets are trained on. */
final class LeakProbeTest {

  private static final int EPOCHS = 25; // until it knows by heart what it is shown

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyData.write(folder);
  }

  private static RecommenderSpec spec(int epochs) {
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID)
                .width(32)
                .fusion(SumFusion.builder().dropout(0).build())
                .build())
        .backbone(SasRec.builder().layers(1).dropout(0).build())
        .distillation(new NoDistillation())
        .maxLength(10)
        .training(TrainingSpec.builder().epochs(epochs).batchSize(16).build())
        .evaluation(EvaluationSpec.builder().cutoffs(3).build())
        .build();
  }

  @Test
  void honestPipeline_findsNothing() {
    try (Dataset dataset = Dataset.open(folder)) {
      LeakProbe probe = LeakProbe.of(spec(2), dataset);
      assertThat(probe.isLeak()).as("%s", probe).isFalse();
      assertThat(probe.targets().size()).isEqualTo(dataset.users());
      assertThat(probe.targets().expected()).isBetween(5.0, 60.0); // 3 of some 24 unseen items
      assertThat(probe.order().size()).isBetween(dataset.users() / 2, dataset.users());
      assertThat(probe.targets().toString()).contains("as it should be");
    }
  }

  /** What a plug-in that reads the whole log comes to: the held-out interactions are learnt. */
  @Test
  void heldOutInteractionsThatAreTrainedOn_areFound() {
    RecommenderSpec longer = spec(EPOCHS);
    try (Dataset dataset = Dataset.open(folder)) {
      LeakProbe probe =
          LeakProbe.of(
              spec(1),
              dataset,
              (brief, data) -> {
                try (TrainedRecommender honest = Trainer.create().fit(brief, data, e -> {})) {
                  TrainingReport last = withBestEpoch(honest.report(), EPOCHS);
                  return Trainer.create().refit(longer, data, last, e -> {});
                }
              });
      assertThat(probe.targets().isLeak()).as("%s", probe).isTrue();
      assertThat(probe.targets().toString()).contains("TOO GOOD");
    }
  }

  private static TrainingReport withBestEpoch(TrainingReport report, int epoch) {
    return new TrainingReport(
        epoch,
        report.lastEpoch(),
        report.validation(),
        report.test(),
        report.trainSeconds(),
        report.evaluateSeconds(),
        report.dataHash(),
        report.users(),
        report.items(),
        report.interactions(),
        report.standardErrors(),
        report.baselines(),
        report.refit(),
        report.ensemble(),
        report.changes(),
        report.cold());
  }

  @Test
  void deals_tellListsThatKnowTheirTarget_fromThoseThatDoNot() {
    Random random = new Random(1);
    List<Set<String>> blind = new ArrayList<>();
    List<Set<String>> knowing = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int user = 0; user < 400; user++) {
      String target = "i" + random.nextInt(50);
      targets.add(target);
      Set<String> list = Set.of("i" + 2 * random.nextInt(25), "i" + (1 + 2 * random.nextInt(25)));
      blind.add(list);
      knowing.add(user % 8 == 0 ? Set.of(target, "none") : list);
    }
    LeakProbe.Targets quiet = LeakProbe.deal(blind, targets, 2, 7);
    assertThat(quiet.isLeak()).isFalse();
    assertThat(quiet.expected()).isCloseTo(400 * 2 / 50.0, within(2.0)); // of random counts
    LeakProbe.Targets loud = LeakProbe.deal(knowing, targets, 2, 7);
    assertThat(loud.isLeak()).as("one of eight users").isTrue();
    assertThat(loud.hits()).isGreaterThan(loud.most()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void signTest_isThatOfFairCoins() {
    assertThat(LeakProbe.tail(10, 8)).isCloseTo((45 + 10 + 1) / 1024.0, within(1e-12));
    assertThat(LeakProbe.tail(10, 0)).isCloseTo(1, within(1e-12));
    assertThat(LeakProbe.tail(5000, 2600)).isBetween(0.002, 0.003); // 2.8 deviations
    assertThat(new LeakProbe.Order(100, 66, LeakProbe.tail(100, 66)).isLeak()).isTrue();
    assertThat(new LeakProbe.Order(100, 60, LeakProbe.tail(100, 60)).isLeak()).isFalse();
  }

  @Test
  void finishedTeacher_isRefused() {
    RecommenderSpec taught =
        spec(1).toBuilder().distillation(BornAgain.builder().model(folder).build()).build();
    try (Dataset dataset = Dataset.open(folder)) {
      assertThatThrownBy(() -> LeakProbe.of(taught, dataset))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("a finished teacher knows nothing");
    }
  }
}
