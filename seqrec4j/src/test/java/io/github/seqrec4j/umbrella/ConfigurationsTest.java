package io.github.seqrec4j.umbrella;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code configs}. */
final class ConfigurationsTest {

  private static final Path CONFIGS = Path.of("..", "configs");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList();
    }
  }

  @Test
  void folder_hasConfigurations() throws IOException {
    assertThat(files()).contains(CONFIGS.resolve("base.conf")).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_binds(Path file) {
    RunSpec run = RunSpec.load(file, List.of());
    assertThat(RunSpec.load(file, List.of("seqrec4j.training.seed=7")).recommender().training())
        .isNotEqualTo(run.recommender().training());
  }
}
