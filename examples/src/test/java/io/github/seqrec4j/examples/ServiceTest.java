package io.github.seqrec4j.examples;

import static io.github.seqrec4j.api.Modality.ID;
import static io.github.seqrec4j.api.Modality.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of {@code consumer-service} runs without the jars that its POM excludes. */
class ServiceTest {

  private static final Path PROJECT = Product.folder().resolve("examples/consumer-service");

  @TempDir private Path folder;

  @Test
  void service_withoutTheExcludedJars_recommends() throws Exception {
    List<Pattern> exclusions = exclusions();
    List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    assertThat(exclusions)
        .hasSize(7)
        .allSatisfy(
            excluded -> assertThat(jars).anyMatch(jar -> excluded.matcher(slashed(jar)).matches()));
    String kept =
        jars.stream()
            .filter(jar -> exclusions.stream().noneMatch(e -> e.matcher(slashed(jar)).matches()))
            .collect(Collectors.joining(File.pathSeparator));

    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            compiled(kept) + File.pathSeparator + kept,
            "org.example.service.Service",
            model().toString(),
            "item-3",
            "item-4");
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(printed.lines())
        .hasSize(5)
        .doesNotHaveDuplicates()
        .allMatch(title -> title.startsWith("thing number "));
  }

  /** What the POM excludes, as paths of a local repository. */
  private static List<Pattern> exclusions() throws IOException {
    return Pattern.compile(
            "<exclusion>\\s*<groupId>(.*)</groupId>\\s*<artifactId>(.*)</artifactId>")
        .matcher(Files.readString(PROJECT.resolve("pom.xml")))
        .results()
        .map(
            found ->
                Pattern.compile(
                    ".*/%s/%s/[^/]+/[^/]+\\.jar"
                        .formatted(
                            found.group(1).replace('.', '/'),
                            found.group(2).equals("*") ? "[^/]+" : Pattern.quote(found.group(2)))))
        .toList();
  }

  private static String slashed(String path) {
    return path.replace('\\', '/');
  }

  private Path compiled(String classPath) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> files = Files.walk(PROJECT.resolve("src/main/java"))) {
      files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(arguments::add);
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    return classes;
  }

  private Path model() throws IOException {
    Path data = Ring.write(folder.resolve("data"));
    FeatureEncoding.encodeText(data);
    Path model = folder.resolve("model");
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender trained =
            Trainer.create()
                .fit(
                    DemoShop.spec()
                        .itemEncoder(DemoShop.encoder().modalities(ID, TEXT).build())
                        .build(),
                    dataset,
                    event -> {})) {
      trained.save(model);
    }
    return model;
  }
}
