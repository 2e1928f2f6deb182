package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.study.StudyPlan;
import io.github.seqrec4j.study.TuningPlan;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code configs/} and {@code studies/}, and those of the demo, bound to what they
 * say.
 */
class ConfigsTest {

  @ParameterizedTest
  @MethodSource("files")
  void file_binds(Path file) {
    RunSpec run = RunSpec.load(file, List.of());

    assertThat(HoconWriter.write(RunSpec.ROOT, run)).startsWith("seqrec4j {");
  }

  @Test
  void files_areSeen() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(5);
  }

  /** All of its combinations too. */
  @ParameterizedTest
  @MethodSource("studies")
  void study_expands(Path file) {
    StudyPlan plan = StudyPlan.load(file, List.of());

    assertThat(plan.runs()).hasSizeGreaterThan(1);
    assertThat(plan.comparisons())
        .allSatisfy(each -> assertThat(each.spec().baseline().isEmpty()).isFalse());
  }

  @Test
  void tuning_draws() {
    Path file = Product.folder().resolve("studies/demo-tune.conf");

    TuningPlan plan = TuningPlan.load(file, List.of());

    assertThat(plan.size()).isEqualTo(plan.spec().trials());
    assertThat(plan.notes()).isEmpty();
  }

  static Stream<Path> studies() throws IOException {
    return list(Product.folder().resolve("studies"));
  }

  static Stream<Path> files() throws IOException {
    return Stream.of(
            list(Product.folder().resolve("configs")),
            list(Product.folder().resolve("cli/src/main/resources")),
            studies())
        .flatMap(files -> files);
  }

  private static Stream<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }
}
