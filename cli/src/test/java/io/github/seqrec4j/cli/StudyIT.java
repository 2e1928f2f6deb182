package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.study.StudyPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies, tunings and comparisons through the command line, their runs in processes. */
final class StudyIT {

  /** So many that a run whose study is killed after the first cannot be at its end. */
  private static final int EPOCHS = 24;

  private static final int EPOCHS_OF_TRIALS = 4;

  @TempDir private static Path folder;
  private static Shop shop;

  @BeforeAll
  static void make() throws IOException {
    shop = Shop.in(folder);
  }

  private static Path write(String name, String section) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        include required("shop.conf")
        seqrec4j {
          item-encoder.multi-modal.modalities = [id]
          distillation.type = none
          training { epochs = %d, patience = 0 }
        %s
        }
        """
            .formatted(EPOCHS, section));
  }

  /**
   * A study is killed as nobody can prevent: its runs end with it, and the same command goes on to
   * the weights of unbroken runs. One of its runs cannot be done.
   */
  @Test
  void killedStudy_goesOn_andTellsOfTheRunThatFails() throws IOException, InterruptedException {
    Path file =
        write(
            "study.conf",
            """
              study {
                draws = 200
                comparisons = [{
                  name = backbones
                  axes = [{ name = backbone, variants = [
                    { name = sasrec }
                    { name = gru4rec, set { backbone.type = gru4rec } }
                    { name = nowhere, set { data.path = nowhere } }
                  ] }]
                  baseline { backbone = sasrec }
                }]
              }
            """);
    Path out = folder.resolve("study");
    List<Path> runs =
        StudyPlan.load(file, List.of()).runs().stream()
            .map(run -> out.resolve("runs").resolve(run.id()))
            .toList();
    Process process = start("study", file.toString(), "--out", out.toString(), "--cores", "2");
    try {
      while (!hasEpoch(runs.get(0))) {
        assertThat(process.isAlive()).as("alive; it said %s", folder.resolve("log")).isTrue();
        Thread.sleep(5);
      }
    } finally {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(child -> child.onExit().join()); // by themselves
    }
    assertThat(runs.get(0).resolve("metrics.json")).as("killed before its end").doesNotExist();

    Result resumed = Result.of("study", file, "--out", out, "--cores", "2");

    resumed.failed(
        1,
        "goes on in " + runs.get(0),
        "backbone nowhere, seed 1: FAILED: nowhere",
        "1 of 3 runs failed; the same command tries them again");
    assertThat(resumed.out())
        .contains(
            "backbones (test)",
            "0 of 1",
            "best on validation",
            out.resolve("study.html").toString());
    for (String table : List.of("study.html", "study.txt", "study.csv", "study.tex")) {
      assertThat(out.resolve(table)).isNotEmptyFile();
    }
    assertThat(out.resolve("study.html")).content().contains("<svg", "class=\"forest\"");
    assertThat(runs.get(0).resolve("checkpoint")).doesNotExist();
    isTheUnbroken(runs.get(0));

    List<String> finished = List.of(runs.get(0).toString(), runs.get(1).toString());
    nothingIsDoneTwice(file, out);
    comparison_ranksWhatIsMissing(finished);
  }

  private static void isTheUnbroken(Path run) throws IOException {
    Path unbroken = folder.resolve("unbroken");
    Result.of("train", "--config", run.resolve("run.conf"), "--out", unbroken).good();
    for (String weights : List.of("weights.safetensors", "item-vectors.safetensors")) {
      assertThat(run.resolve("model").resolve(weights))
          .hasSameBinaryContentAs(unbroken.resolve("model").resolve(weights));
    }
    assertThat(metrics(run).get("test")).isEqualTo(metrics(unbroken).get("test"));
  }

  private static void nothingIsDoneTwice(Path file, Path out) throws IOException {
    String table = Files.readString(out.resolve("study.csv"));
    Result shown = Result.of("study", file, "--out", out, "--table").good();
    assertThat(shown.err()).doesNotContain("begins", "goes on");
    assertThat(out.resolve("study.csv")).hasContent(table);
    Path changed =
        Files.writeString(
            folder.resolve("changed.conf"),
            "include required(\"study.conf\")\nseqrec4j.max-length = 5\n");
    Result other = Result.of("study", changed, "--out", out, "--table").good();
    assertThat(other.err()).contains("note: 3 runs in " + out + " are of other settings");
  }

  private static void comparison_ranksWhatIsMissing(List<String> runs) throws IOException {
    Path ranks = Path.of(runs.get(1)).resolve("ranks-test.tsv");
    String before = Files.readString(ranks);
    Files.delete(ranks);
    Path page = folder.resolve("compare.html");
    Result compared = Result.of("compare", runs.get(0), runs.get(1), "--html", page).good();
    assertThat(compared.out())
        .contains("settings that differ", "backbone.type", "hit@10", "page: " + page);
    assertThat(ranks).hasContent(before);
    assertThat(page).content().contains("<svg", "class=\"forest\"", "gru4rec");
    Result.of("compare", runs.get(0)).failed(2, "RUN");
    Result.of("compare", runs.get(0), runs.get(0)).failed(2, "stands twice");
  }

  /** Two trials, the better of which goes on; nothing of it ever saw a test target. */
  @Test
  void tuning_promotesTheBetter_withoutATest() throws IOException {
    Path file =
        write(
            "tune.conf",
            """
              training.epochs = 4
              tune {
                trials = 2
                first-epochs = 1
                factor = 2
                options = [
                  { option = training.optimizer.adam-w.learning-rate, kind = choice, choices = [1e-9, 0.01] }
                ]
              }
            """);
    Path out = folder.resolve("tuned");

    Result tuned = Result.of("tune", file, "--out", out, "--cores", "2").good();

    assertThat(tuned.out()).contains("validation hit@10", "best:  " + out.resolve("best.conf"));
    List<Integer> epochs = new ArrayList<>();
    try (Stream<Path> trials = Files.list(out.resolve("trials"))) {
      for (Path trial : trials.toList()) {
        JsonObject metrics = metrics(trial);
        assertThat(metrics.getAsJsonObject("test").size()).isZero();
        assertThat(metrics.getAsJsonObject("baselines").size()).isZero();
        assertThat(trial.resolve("ranks-test.tsv")).doesNotExist();
        epochs.add(metrics.get("lastEpoch").getAsInt());
      }
    }
    assertThat(epochs).containsExactlyInAnyOrder(1, EPOCHS_OF_TRIALS);
    assertThat(out.resolve("best.conf")).content().contains("learning-rate = 0.01");
    Result.of("config", "check", out.resolve("best.conf")).good();
    Result again = Result.of("tune", file, "--out", out, "--cores", "2").good();
    assertThat(again.err()).contains("2 of them finished before").doesNotContain("begins");
    assertThat(again.out()).isEqualTo(tuned.out());
  }

  @Test
  void selectionOnTest_isRefused_beforeAnythingIsTrained() throws IOException {
    String reason = "what is chosen by the test split is no longer tested by it";
    for (String command : List.of("study", "tune")) {
      Path file = write(command + "-cheat.conf", "  " + command + ".select-by = \"test-hit@10\"");
      Path out = folder.resolve(command + "-cheat");
      Result.of(command, file, "--out", out)
          .failed(2, file + ": 6: seqrec4j." + command + ".select-by", reason);
      assertThat(out).doesNotExist();
    }
    Result.of("study", shop.config(), "--out", folder.resolve("none"))
        .failed(2, "nothing to compare: a study has its questions in seqrec4j.study.comparisons");
    Result.of("tune", shop.config(), "--out", folder.resolve("none"))
        .failed(2, "nothing to tune: its options stand in seqrec4j.tune.options");
  }

  private static Process start(String... arguments) throws IOException {
    return SeqrecProcess.of(List.of(arguments))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static boolean hasEpoch(Path run) throws IOException {
    Path lines = run.resolve("train.jsonl");
    return Files.exists(lines) && Files.size(lines) > 0;
  }

  private static JsonObject metrics(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("metrics.json"))).getAsJsonObject();
  }
}
