package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {

  private static final double[] HALF = {1, 1, 2, 2};
  private static final double[] ALL = {1, 1, 1, 1};

  @TempDir private Path folder;

  @Test
  void runs_sideBySide() {
    RunFixture.write(folder.resolve("x/ids"), "a", HALF, HALF, "sasrec");
    RunFixture.write(folder.resolve("x/odmt"), "a", HALF, ALL, "gru4rec");

    RunComparison comparison =
        RunComparison.of(List.of(folder.resolve("x/ids"), folder.resolve("x/odmt")));

    assertThat(comparison.names()).containsExactly("ids", "odmt");
    assertThat(comparison.settings())
        .containsOnlyKeys("backbone.type")
        .containsEntry("backbone.type", List.of("sasrec", "gru4rec"));
    assertThat(comparison.metrics()).containsEntry("hit@1", List.of(0.5, 1.0));
    assertThat(comparison.against("mrr", 1).difference())
        .isEqualTo(0.25, within(1e-12)); // rounding
    assertThat(comparison.part()).isEqualTo("test");
    assertThat(comparison.text())
        .contains("settings that differ", "backbone.type", "hit@1  0.5000  1.0000  +0.5000 [")
        .contains("a difference that is significant among users may still be that of a seed");
  }

  @Test
  void runsWithoutTest_areComparedOnValidation() {
    RunFixture.write(folder.resolve("a"), "a", HALF, HALF, "x");
    RunFixture.write(folder.resolve("b"), "b", ALL, HALF, "x");
    for (String run : List.of("a", "b")) { // so that nothing is made from a model that is not there
      assertThat(folder.resolve(run).resolve("ranks-test.tsv")).exists();
    }

    RunComparison comparison = RunComparison.of(List.of(folder.resolve("a"), folder.resolve("b")));

    assertThat(comparison.notes().get(0)).contains("the data differ", "the targets do not");
  }

  @Test
  void names_areTheShortestThatDiffer() {
    assertThat(RunComparison.names(List.of(Path.of("runs/a/1"), Path.of("runs/b/1"))))
        .containsExactly(Path.of("a/1").toString(), Path.of("b/1").toString());
    assertThatThrownBy(() -> RunComparison.names(List.of(Path.of("a"), Path.of("./a"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("stands twice");
  }

  @Test
  void whatCannotBeCompared_isRefused() throws IOException {
    Path one = folder.resolve("one");
    RunFixture.write(one, "a", HALF, HALF, "x");
    assertThatThrownBy(() -> RunComparison.of(List.of(one)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("two runs or more");
    assertThatThrownBy(() -> RunComparison.of(List.of(one, folder.resolve("none"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("metrics.json: missing");

    Path other = folder.resolve("other");
    RunFixture.write(other, "a", HALF, new double[] {1, 2}, "x");
    assertThatThrownBy(() -> RunComparison.of(List.of(one, other)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("other and one rank other targets (2 and 4) of the same data");

    Files.writeString(other.resolve("ranks-test.tsv"), "# ranks of targets, data a\nuser\ttar");
    assertThatThrownBy(() -> RunComparison.of(List.of(one, other)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ranks-test.tsv: damaged");
  }
}
