package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path parent;

  private static PlannedRun planned(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "seqrec4j.max-length = 7\n");
    return PlannedRun.of("a run", RunSpec.load(file, List.of()), 1);
  }

  @Test
  void prepare_writesSettingsOnce_andForgetsFailures() throws IOException {
    RunFolder folder = new RunFolder(parent.resolve("run"));
    PlannedRun run = planned(parent);
    folder.prepare(run);
    assertThat(RunSpec.load(folder.config(), List.of())).isEqualTo(run.spec());

    folder.fail("no memory");
    assertThat(folder.failure()).isEqualTo("no memory");
    Files.writeString(folder.config(), "changed");
    folder.prepare(run);
    assertThat(folder.failure()).isNull();
    assertThat(folder.config()).hasContent("changed"); // the run's process sees it by the id
  }

  @Test
  void newFolder_hasNoEpochsNoWordsNoResult() throws IOException {
    RunFolder folder = new RunFolder(parent);
    assertThat(folder.epochs()).isZero();
    assertThat(folder.lastWords()).isEmpty();
    assertThat(folder.isTrained()).isFalse();

    Files.writeString(parent.resolve("train.jsonl"), "{}\n{}\n");
    Files.writeString(folder.log(), "first\nlast \n\n");
    Files.writeString(parent.resolve("metrics.json"), "{}");
    assertThat(folder.epochs()).isEqualTo(2);
    assertThat(folder.lastWords()).isEqualTo("last");
    assertThat(folder.isTrained()).isTrue();
  }

  @Test
  void placeThatCannotBeWritten_isNamedWithARemedy() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> new RunFolder(file.resolve("run")).prepare(planned(parent)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("choose another directory");
  }
}
