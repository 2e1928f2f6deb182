package io.github.seqrec4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.training.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

  @TempDir Path directory;

  @Test
  void read_unfinishedRun() {
    new RunFiles(directory, 2, 1, List.of("id"));
    assertThatThrownBy(() -> RunRecord.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("metrics.json: missing; a report needs a finished run");
  }

  @Test
  void read_damagedLine() {
    RunFiles files = new RunFiles(directory, 2, 1, List.of("id"));
    files.page();
    files.write("train.jsonl", "{\"epoch\":1}\n");
    assertThatThrownBy(() -> RunRecord.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessage(
            directory.resolve("train.jsonl")
                + ": 1: damaged: no 'crossEntropy'; restore it from a copy, or train again");
    files.write("train.jsonl", "{\"epo");
    assertThatThrownBy(() -> RunRecord.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train.jsonl: 1: damaged: ");
    files.write("train.jsonl", "");
    assertThatThrownBy(() -> RunRecord.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train.jsonl: damaged: it is empty");
  }

  @Test
  void dataName_isTheLastFolderThatSaysMore() {
    assertThat(ReportPage.dataName("/shops/garden/data/")).isEqualTo("garden");
    assertThat(ReportPage.dataName("C:\\shops\\garden")).isEqualTo("garden");
    assertThat(ReportPage.dataName("/data")).isEqualTo("/data");
    assertThat(ReportPage.dataName("/s\0hops/garden")).isEqualTo("garden"); // a damaged record
  }

  @Test
  void write_replacesAnOlderReport() throws Exception {
    RunFiles files = new RunFiles(directory, 2, 1, List.of("id"));
    String page = files.page();
    files.write("report.html", "old");
    assertThat(RunReport.write(directory))
        .isEqualTo(directory.resolve("report.html"))
        .hasContent(page);
    try (var left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("metrics.json", "train.jsonl", "report.html");
    }
  }
}
