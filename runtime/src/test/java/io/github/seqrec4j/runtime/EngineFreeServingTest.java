package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose class path has no PyTorch serves, and leaves nothing behind. */
class EngineFreeServingTest {

  @TempDir private Path folder;

  @Test
  void service_needsNeitherEngineNorCache() throws Exception {
    Path bundle = TinyBundle.save(folder.resolve("model"), 3, null);
    List<String> expected;
    try (SequentialRecommender model = SequentialRecommender.load(bundle, ServingEngine.PYTORCH)) {
      expected =
          model.recommend(RecommendRequest.of(item(2)).k(5)).stream()
              .map(Recommendation::item)
              .toList();
    }
    Path home = Files.createDirectory(folder.resolve("home"));
    Path loaded = folder.resolve("classes.log");
    assertThat(run(home, loaded, bundle.toString(), item(2))).isEqualTo(expected);
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left).as("what the service left in the home directory").isEmpty();
    }
    List<String> classes = Files.readAllLines(loaded);
    assertThat(classes).anyMatch(line -> line.contains(JavaScoring.class.getName()));
    assertThat(classes)
        .as("engines, and the classes by which DJL loads libraries")
        .noneMatch(line -> line.matches(".*ai\\.djl\\.(engine|pytorch|util\\.Platform).*"));
  }

  private List<String> run(Path home, Path loaded, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + home,
            "-Xlog:class+load:file=" + loaded,
            "-cp",
            withoutPyTorch(),
            EngineFreeServing.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(command, Arrays.stream(arguments)).toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("DJL_"));
    builder.environment().put("HOME", home.toString());
    Path errors = folder.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return printed.lines().toList();
  }

  private static String withoutPyTorch() {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(path).isNotEqualTo(System.getProperty("java.class.path"));
    return path;
  }
}
