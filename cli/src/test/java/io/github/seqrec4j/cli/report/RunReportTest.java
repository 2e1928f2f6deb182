package io.github.seqrec4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RunRecord;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.TrainingReport;
import io.github.seqrec4j.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  private static final int EPOCHS = 4;

  @TempDir Path directory;

  /** Users who walk along a ring of items, each from another start. */
  private Path ring() throws IOException {
    StringBuilder interactions = new StringBuilder("user\titem\n");
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < 20; i++) {
      items.append("i").append(i).append("\titem ").append(i).append('\n');
      for (int step = 0; step < 6; step++) {
        interactions.append("u").append(i).append("\ti").append((i + step) % 20).append('\n');
      }
    }
    Path data = Files.createDirectory(directory.resolve("ring"));
    Files.writeString(data.resolve("interactions.tsv"), interactions);
    Files.writeString(data.resolve("items.tsv"), items);
    return data;
  }

  private RunSpec spec() throws IOException {
    Path config = directory.resolve("ring.conf");
    Files.writeString(
        config,
        """
        seqrec4j {
          max-length = 4
          item-encoder.multi-modal { modalities = [id], width = 8 }
          training { epochs = %d, patience = 0, batch-size = 10 }
        }
        """
            .formatted(EPOCHS));
    return RunSpec.load(config, List.of());
  }

  @Test
  void report_ofAResumedRun() throws IOException {
    RunSpec spec = spec();
    Path out = directory.resolve("run");
    try (Dataset dataset = Dataset.open(ring())) {
      TrainingRun killed = TrainingRun.create(out);
      assertThatThrownBy(() -> killed.execute(spec, dataset, RunReportTest::stopInEpoch3).close())
          .hasMessage("killed");
      assertThatThrownBy(() -> RunReport.write(out)).hasMessageContaining("metrics.json: missing");
      TrainingReport report;
      try (TrainedRecommender model = TrainingRun.resume(out).execute(spec, dataset, event -> {})) {
        report = model.report();
      }
      Document page = Jsoup.parse(Files.readString(RunReport.write(out)));
      assertThat(page.select("#epochs tbody tr")).hasSize(EPOCHS);
      assertThat(page.expectFirst("figure desc").text()).contains("at epoch 1,", "at epoch 4.");
      double hit = RunRecord.value(report.test(), "ensemble", "hit@10");
      double error = RunRecord.value(report.standardErrors().test(), "ensemble", "hit@10");
      assertThat(page.select("#test tbody tr:contains(hit@10) td").eachText())
          .startsWith(Numbers.metric(hit) + " ± " + Numbers.metric(Numbers.margin(error)));
      assertThat(page.select("#config tr").eachText())
          .contains("training.epochs " + EPOCHS, "data.path " + directory.resolve("ring"));
      assertThat(page.select("#environment th").eachText())
          .containsExactly("seed", "seqrec4j", "djl", "engine", "java", "os", "processors");
    }
  }

  private static void stopInEpoch3(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepFinished step && step.epoch() == 3) {
      throw new IllegalStateException("killed");
    }
  }
}
