package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.ColdSpec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.HeldOutItems;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.fusion.MultiModalItemEncoderBuilder;
import io.github.seqrec4j.fusion.SumFusion;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.runtime.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that training never sees: that it does not, and that content finds them. */
final class ColdReportTest {

  private static final DataSpec DATA =
      DataSpec.builder().coldItems(ColdSpec.builder().share(0.2).build()).build();

  @TempDir Path folder;

  /** With all items of the catalogue as candidates, so that none could hide. */
  private static RecommenderSpec spec(MultiModalItemEncoderBuilder encoder, int epochs) {
    return RecommenderSpec.builder()
        .itemEncoder(encoder.width(16).build())
        .backbone(SasRec.builder().layers(1).build())
        .objective(Objective.of(new Full(), new SoftmaxCrossEntropy()))
        .maxLength(6)
        .training(TrainingSpec.builder().epochs(epochs).batchSize(16).build())
        .build();
  }

  private Path data() throws IOException {
    Path data = folder.resolve("data");
    TinyData.write(data);
    return data;
  }

  private static List<String> coldIds(Path data) {
    try (Dataset dataset = Dataset.open(data, DATA)) {
      HeldOutItems cold = Objects.requireNonNull(dataset.cold());
      List<String> ids = new ArrayList<>();
      for (int item = cold.known() + 1; item <= cold.known() + cold.count(); item++) {
        ids.add(cold.itemId(item));
      }
      return ids;
    }
  }

  private TrainingReport train(Path data, String name, RecommenderSpec spec) {
    try (Dataset dataset = Dataset.open(data, DATA);
        TrainedRecommender trained = Trainer.create().fit(spec, dataset, event -> {})) {
      trained.save(folder.resolve(name));
      return trained.report();
    }
  }

  /** What users did with cold items is another thing, and changes no bit of the model. */
  @Test
  void training_seesNothingOfColdItems() throws IOException {
    Path data = data();
    List<String> cold = coldIds(data);
    assertThat(cold).hasSize(6);
    RecommenderSpec spec = spec(MultiModalItemEncoder.builder(), 2);
    TrainingReport first = train(data, "first", spec);
    String others =
        Files.readAllLines(data.resolve("interactions.tsv")).stream()
            .map(
                line -> {
                  String[] cells = line.split("\t", -1);
                  int at = cold.indexOf(cells[1]);
                  return at < 0 ? line : cells[0] + "\t" + cold.get((at + 1) % cold.size());
                })
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(others).isNotEqualTo(Files.readString(data.resolve("interactions.tsv")));
    Files.writeString(data.resolve("interactions.tsv"), others);
    assertThat(coldIds(data)).isEqualTo(cold);
    TrainingReport second = train(data, "second", spec);
    assertThat(second.dataHash()).isNotEqualTo(first.dataHash());
    assertThat(second.test()).isEqualTo(first.test());
    assertThat(second.validation()).isEqualTo(first.validation());
    assertThat(second.cold()).isNotEqualTo(first.cold());
    for (String file : List.of("weights.safetensors", "item-vectors.safetensors")) {
      assertThat(folder.resolve("second").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("first").resolve(file));
    }
    try (StoredModel model = StoredModel.open(folder.resolve("first"))) {
      assertThat(model.items()).hasSize(TinyData.ITEMS - 6).doesNotContainAnyElementsOf(cold);
    }
  }

  private static double value(
      Map<String, Map<String, Double>> metrics, String ranking, String metric) {
    return metrics.getOrDefault(ranking, Map.of()).getOrDefault(metric, Double.NaN);
  }

  @Test
  void content_findsColdItems() throws IOException {
    TrainingReport report = train(data(), "model", spec(MultiModalItemEncoder.builder(), 12));
    TrainingReport.Cold cold = Objects.requireNonNull(report.cold());
    assertThat(cold.items()).isEqualTo(6);
    assertThat(cold.targets()).isGreaterThan(30);
    for (Map<String, Map<String, Double>> metrics : List.of(cold.all(), cold.among())) {
      assertThat(metrics.keySet())
          .containsExactly("ensemble", "text", "image", "content-image", "content-text", "chance");
    }
    assertThat(value(cold.all(), "ensemble", "hit@5"))
        .isGreaterThan(2 * value(cold.all(), "chance", "hit@5"));
    assertThat(value(cold.among(), "ensemble", "mrr"))
        .isGreaterThan(value(cold.among(), "chance", "mrr"));
    assertThat(value(cold.among(), "chance", "hit@5")).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(value(cold.among(), "chance", "mrr"))
        .isCloseTo((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 6, within(1e-12));
    assertThat(value(cold.among(), "ensemble", "hit@20")).isEqualTo(1);
    assertThat(value(cold.allErrors(), "ensemble", "hit@5")).isPositive();
    assertThat(TrainingReport.ofBundle(folder.resolve("model")).cold()).isEqualTo(cold);
  }

  /** One branch of all modalities: the ID's token is masked, the rest speaks. */
  @Test
  void fusedBranch_isScoredWithoutItsId() throws IOException {
    RecommenderSpec spec = spec(MultiModalItemEncoder.builder().fusion(new SumFusion()), 1);
    TrainingReport.Cold cold = Objects.requireNonNull(train(data(), "model", spec).cold());
    assertThat(cold.all()).containsKeys("ensemble", "fused");
    assertThat(cold.all().get("ensemble")).isEqualTo(cold.all().get("fused"));
  }

  @Test
  void idAlone_isRefused() throws IOException {
    RecommenderSpec spec = spec(MultiModalItemEncoder.builder().modalities(Modality.ID), 1);
    Path data = data();
    assertThatThrownBy(() -> train(data, "model", spec))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the item encoder reads the ID alone");
  }
}
