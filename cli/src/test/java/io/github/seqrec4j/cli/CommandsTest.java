package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need no model, and command lines that are wrong. */
final class CommandsTest {

  @TempDir private Path folder;

  @Test
  void demoConfigurations_differInWhatAnItemIsMadeOfOnly() throws URISyntaxException {
    RecommenderSpec odmt = demo("demo.conf");
    RecommenderSpec ids = demo("demo-id.conf");
    assertThat(ids.training()).as("a fair comparison").isEqualTo(odmt.training());
    assertThat(ids.backbone()).isEqualTo(odmt.backbone());
    assertThat(ids.itemEncoder().branches()).hasSize(1);
    assertThat(odmt.itemEncoder().branches()).hasSize(3);
  }

  private static RecommenderSpec demo(String name) throws URISyntaxException {
    URL resource = Objects.requireNonNull(Seqrec.class.getResource("/" + name), name);
    return RunSpec.load(Path.of(resource.toURI()), List.of()).recommender();
  }

  @Test
  void configShow_printsOriginsAndBindsAgain() throws IOException {
    Path base = Files.writeString(folder.resolve("base.conf"), "\nseqrec4j.max-length = 9\n");
    Path file =
        Files.writeString(
            folder.resolve("my.conf"),
            "include required(\"base.conf\")\nseqrec4j.training.epochs = 7\n");
    Result shown =
        Result.of("config", "show", file, "--set", "seqrec4j.training.select-by=ndcg@10").good();
    assertThat(shown.out())
        .contains("max-length = 9  # " + base + ": 2")
        .contains("epochs = 7  # " + file + ": 2")
        .contains("select-by = \"ndcg@10\"  # --set seqrec4j.training.select-by")
        .contains("batch-size = 128  # default");
    Path again = Files.writeString(folder.resolve("again.conf"), shown.out());
    assertThat(RunSpec.load(again, List.of()))
        .isEqualTo(RunSpec.load(file, List.of("seqrec4j.training.select-by=ndcg@10")));
  }

  @Test
  void configCheck_listsEveryProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), "seqrec4j.training.epochs = 7\n");
    assertThat(Result.of("config", "check", file).good().out()).contains(file + ": good");
    Files.writeString(file, "seqrec4j.max-length = 0\nseqrec4j.trainin.epochs = 7\n");
    Result wrong = Result.of("config", "check", file);
    wrong.failed(2, file + ": 1: seqrec4j.max-length", file + ": 2: unknown key 'trainin'");
  }

  @Test
  void components_listsOptionsAndDefaults() {
    assertThat(Result.of("components").good().out())
        .contains("sequence-backbone", "sasrec", "heads", "multi-modal", "online", "temperature");
  }

  @Test
  void mistypedNames_areSuggested() {
    Result.of("trian", "--config", "x")
        .failed(2, "unknown command 'trian' of seqrec; did you mean 'train'?", "./seqrec --help");
    Result.of("config", "chek", "x").failed(2, "unknown command 'chek'", "did you mean 'check'?");
    Result.of("train", "--confg", "x", "--out", "y")
        .failed(2, "unknown option '--confg' of seqrec train; did you mean '--config'?");
    Result.of("recommend", "--model", "m", "--user", "u", "B1")
        .failed(2, "unexpected argument 'B1' of seqrec recommend");
    Result.of("evaluate", "--model", "m", "--split", "tst").failed(2, "--split", "TEST");
  }

  @Test
  void pluginThatRegistersNothing_isRefused() throws IOException {
    Path jar = folder.resolve("empty.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("org/example/Part.class"));
    }
    Result.of("components", "--plugins", jar)
        .failed(
            2, "empty.jar: registers no component", "META-INF/services/io.github.seqrec4j.api.");
    Files.writeString(jar, "no jar");
    Result.of("components", "--plugins", jar).failed(2, "cannot be read as a jar");
  }

  @Test
  void whatIsMissing_isNamed() {
    Result.of("train", "--out", "x").failed(2, "--config=FILE", "Try: ./seqrec train --help");
    Result.of("config").failed(2, "seqrec config needs a command", "check", "show");
    Result.of().failed(2, "seqrec needs a command", "train", "recommend");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "recommend",
        "config",
        "data",
        "components",
        "demo",
        "encode",
        "import",
        "serve"
      })
  void help_isPrintedForEveryCommand(String command) {
    Result help = Result.of(command, "--help").good();
    assertThat(help.out()).contains("Usage: seqrec " + command);
    assertThat(Result.of("help", command).good().out()).isEqualTo(help.out());
    assertThat(Result.of("--help").good().out()).contains(command);
  }

  @Test
  void version_isPrinted() {
    String version = Result.of("--version").good().out();
    assertThat(version).contains("seqrec ", "Java ");
    assertThat(Result.of("train", "-V").good().out()).isEqualTo(version);
    assertThat(Result.of("config", "show", "-V").good().out()).isEqualTo(version);
  }
}
