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
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of {@code consumer-service} runs on the dependencies of its POM alone. */
class ServiceTest {

  private static final Path PROJECT = Product.folder().resolve("examples/consumer-service");

  /** What comes with the dependencies of the POM, and nothing else. */
  private static final List<String> BEHIND =
      List.of(
          "io.github.seqrec4j:seqrec4j-api",
          "ai.djl:api",
          "com.typesafe:config",
          "com.google.code.gson:gson",
          "de.siegmar:fastcsv",
          "net.java.dev.jna:jna",
          "org.apache.commons:commons-compress",
          "commons-codec:commons-codec",
          "commons-io:commons-io",
          "org.slf4j:slf4j-api");

  @TempDir private Path folder;

  @Test
  void service_onItsOwnDependencies_recommends() throws Exception {
    List<Pattern> dependencies = dependencies();
    List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    List<String> taken =
        jars.stream()
            .filter(jar -> dependencies.stream().anyMatch(d -> d.matcher(slashed(jar)).matches()))
            .toList();
    assertThat(dependencies)
        .hasSizeGreaterThan(BEHIND.size())
        .allSatisfy(d -> assertThat(taken).anyMatch(jar -> d.matcher(slashed(jar)).matches()));
    String kept = String.join(File.pathSeparator, taken);

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

  /** What the POM depends on and what stands behind it, as paths of jars or of our modules. */
  private static List<Pattern> dependencies() throws IOException {
    Stream<String> direct =
        Pattern.compile("<groupId>(.*)</groupId>\\s*<artifactId>(.*)</artifactId>")
            .matcher(
                Files.readString(PROJECT.resolve("pom.xml"))
                    .replaceFirst("(?s).*<dependencies>", "")
                    .replaceFirst("(?s)</dependencies>.*", ""))
            .results()
            .map(found -> found.group(1) + ":" + found.group(2));
    return Stream.concat(direct, BEHIND.stream())
        .map(
            name -> {
              String module = name.replaceFirst(".*:seqrec4j-", "");
              return module.equals(name)
                  ? ".*/"
                      + name.replaceFirst(":.*", "").replace('.', '/')
                      + "/"
                      + Pattern.quote(name.replaceFirst(".*:", ""))
                      + "/[^/]+/[^/]+\\.jar"
                  : ".*/" + module + "/target/([^/]+\\.jar|classes)";
            })
        .map(Pattern::compile)
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
