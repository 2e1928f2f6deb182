package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.seqrec4j.examples.PluginProject.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The third-party plug-in of {@code plugin-backbone}, through the command line that users take. */
class PluginTest {

  private static final Path PROJECT = Product.folder().resolve("examples/plugin-backbone");
  private static final Path HORIZONS =
      PROJECT.resolve("src/main/java/org/example/horizons/Horizons.java");
  private static final String SERVICE = "META-INF/services/io.github.seqrec4j.api.SequenceBackbone";
  private static final String SPEC = "org/example/horizons/Horizons.class";
  private static final String BLOCK = "org/example/horizons/Horizons$HorizonsBlock.class";

  @TempDir private static Path folder;
  private static Path classes;
  private static Path data;
  private static Path config;

  @BeforeAll
  static void compile() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    assertThat(compile(HORIZONS, "-d", classes.toString())).isZero();
    data = Ring.write(folder.resolve("data"));
    config = folder.resolve("ring.conf");
    Files.writeString(
        config,
        """
        seqrec4j {
          item-encoder.multi-modal { modalities = [id], width = 8 }
          max-length = 6
          training { epochs = 20, batch-size = 32, patience = 0, select-by = "ndcg@10", optimizer.adam-w.learning-rate = 0.01 }
        }
        """);
  }

  @Test
  void train_withThePluginsJar_thenRecommend() throws Exception {
    Path jar = jar("horizons.jar", SPEC, BLOCK);
    Path run = folder.resolve("run");
    Result trained = train(jar, run, "--set", "seqrec4j.backbone.horizons.half-lives=[0.3, 3]");

    assertThat(trained.status()).as(trained.text()).isZero();
    assertThat(Files.readString(run.resolve("model/model.conf")))
        .contains("type = horizons", "half-lives = [0.3, 3]");

    String model = run.resolve("model").toString();
    Result recommended =
        PluginProject.seqrec(
            "recommend",
            "--plugins",
            jar.toString(),
            "--model",
            model,
            "--history",
            "item-1,item-2,item-3,item-4,item-5", // as long as those it learned from
            "-k",
            "1",
            "--json");
    assertThat(recommended.text()).contains("\"item-6\"");

    Result without = PluginProject.seqrec("recommend", "--model", model, "--history", "item-4");
    assertThat(without.status()).isEqualTo(2);
    assertThat(without.text()).contains("unknown backbone 'horizons'", "sasrec");
  }

  @Test
  void components_withADirectoryOfJars_listsThePlugin() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(jar("one.jar", SPEC, BLOCK), jars.resolve("one.jar"));
    Result listed = PluginProject.seqrec("components", "--plugins", jars.toString());
    assertThat(listed.text()).contains("horizons", "half-lives", "[0.5, 2, 8]");
  }

  @Test
  void plugins_twoOfOneName_namesBothClassesAndJars() throws Exception {
    Path one = jar("first.jar", SPEC, BLOCK);
    Path services = folder.resolve("other");
    Path source = services.resolve("org/example/other/Horizons.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        Files.readString(HORIZONS)
            .replace("package org.example.horizons;", "package org.example.other;"));
    assertThat(compile(source)).isZero();
    Files.createDirectories(services.resolve("META-INF/services"));
    Files.writeString(services.resolve(SERVICE), "org.example.other.Horizons\n");
    Result result =
        PluginProject.seqrec(
            "components", "--plugins", one.toString(), "--plugins", services.toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.text())
        .contains("'horizons'", "org.example.horizons.Horizons", "org.example.other.Horizons")
        .contains("first.jar", "remove its jar")
        .doesNotContain("\tat ");
  }

  @Test
  void plugins_withoutTheRegisteredClass_namesItTheJarAndTheRemedy() throws Exception {
    Path jar = jar("without-spec.jar", BLOCK);
    Result result = PluginProject.seqrec("components", "--plugins", jar.toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.text())
        .contains("org.example.horizons.Horizons (" + jar + ")", "is not there", "correct the name")
        .doesNotContain("\tat ");
  }

  @Test
  void plugins_withoutAClassItIsBuiltAgainst_namesBothTheJarAndTheRemedy() throws Exception {
    Path jar = jar("without-block.jar", SPEC);
    Result result = train(jar, folder.resolve("none"));
    assertThat(result.status()).isNotZero();
    assertThat(result.text())
        .contains("org.example.horizons.Horizons (" + jar + ") does not fit", "HorizonsBlock")
        .contains("put the jar that has the missing class beside the plug-in")
        .doesNotContain("\tat ");
  }

  /** An argument that is refused inside of a plug-in is none that the user gave. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          index | averages.get(1000);                                                | IndexOutOfBoundsException
          own   | if (slots > 0) throw new IllegalArgumentException("slots: refused"); | slots: refused
          djl   | x.getManager().create(new float[1], new Shape(2));                 | IllegalArgumentException
          """)
  void plugins_failingInTraining_areNamed(String name, String statement, String message)
      throws Exception {
    Path plugin = folder.resolve("failing-" + name);
    Path source = plugin.resolve("org/example/horizons/Horizons.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        Files.readString(HORIZONS).replace("averages.add(", statement + "\n        averages.add("));
    assertThat(compile(source)).isZero();
    Path services = plugin.resolve(SERVICE);
    Files.createDirectories(services.getParent());
    Files.writeString(services, "org.example.horizons.Horizons\n");

    Result result = train(plugin, folder.resolve("run-" + name));

    assertThat(result.status()).as(result.text()).isEqualTo(1);
    assertThat(result.text())
        .contains("org.example.horizons.Horizons$HorizonsBlock (" + plugin + ")")
        .contains(message, "--verbose")
        .doesNotContain("\tat ", "defect of seqrec4j");
  }

  @Test
  void plugin_keepsTheRulesOfArrays() {
    JavaClasses plugin = new ClassFileImporter().importPath(classes);

    assertThat(plugin).hasSize(2);
    for (ArchRule rule :
        List.of(
            ArrayRules.FIRST_MANAGER,
            ArrayRules.VALUES,
            ArrayRules.numbers("mul", "org.example.."),
            ArrayRules.numbers("div", "org.example.."),
            ArrayRules.numbers("pow", "org.example.."))) {
      rule.check(plugin);
    }
  }

  @Test
  void plugins_noSuchPlace_isWrongUsage() throws Exception {
    Result result =
        PluginProject.seqrec("components", "--plugins", folder.resolve("nowhere").toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.text()).contains("nowhere", "no such directory or jar");
  }

  /** Compiles one source; returns the compiler's status. */
  private static int compile(Path source, String... options) {
    return PluginProject.compile(List.of(source), options);
  }

  /** Trains with the backbone of a plug-in. */
  private static Result train(Path plugin, Path out, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--plugins",
                plugin.toString(),
                "--config",
                config.toString(),
                "--data",
                data.toString(),
                "--set",
                "seqrec4j.backbone.type=horizons",
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return PluginProject.seqrec(arguments.toArray(String[]::new));
  }

  private static Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
        Files.copy(classes.resolve(entry), out);
      }
      out.putNextEntry(new JarEntry(SERVICE));
      Files.copy(PROJECT.resolve("src/main/resources").resolve(SERVICE), out);
    }
    return jar;
  }
}
