package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed: resumed, it ends in the weights of an unbroken run, byte by byte. */
final class KillAndResumeIT {

  private static final int EPOCHS = 40; // far more than pass between epoch 2 and the kill
  private static final String SET = "seqrec4j.training.epochs=" + EPOCHS;

  @TempDir private Path folder;

  @Test
  void killedRun_resumesToTheSameWeights() throws IOException, InterruptedException {
    Shop shop = Shop.in(folder);
    Path killed = folder.resolve("killed");
    kill(shop, killed);
    assertThat(killed.resolve("model")).as("killed before its end").doesNotExist();

    Path damaged = folder.resolve("damaged");
    TrainedModelTest.copyTree(killed, damaged);
    damagedCheckpoint_isRefused(shop, damaged);
    shop.train(killed, "--resume", "--set", "seqrec4j.training.seed=41")
        .failed(
            3,
            "this checkpoint was written with another configuration, data or version: ",
            "seqrec4j.training.seed was 42, is 41");
    shop.train(killed, "--resume", "--set", "seqrec4j.training.epochs=1")
        .failed(2, "epochs are done, but training.epochs = 1");
    shop.train(killed, "--set", SET).failed(2, "already holds a run", "--resume");

    Result resumed = shop.train(killed, "--resume", "--set", SET).good();
    assertThat(resumed.err()).contains("resuming at epoch");
    Path unbroken = folder.resolve("unbroken");
    shop.train(unbroken, "--set", SET).good();
    for (String file : List.of("weights.safetensors", "item-vectors.safetensors")) {
      assertThat(killed.resolve("model").resolve(file))
          .hasSameBinaryContentAs(unbroken.resolve("model").resolve(file));
    }
    assertThat(metrics(killed)).isEqualTo(metrics(unbroken));
    assertThat(epochs(killed)).isEqualTo(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    assertThat(TrainedModelTest.names(killed)).isEqualTo(TrainedModelTest.names(unbroken));
  }

  /** Starts a training and kills it once two epochs are on record. */
  private static void kill(Shop shop, Path out) throws IOException, InterruptedException {
    Path log = shop.config().resolveSibling("killed.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Seqrec.class.getName(),
                "train",
                "--config",
                shop.config().toString(),
                "--out",
                out.toString(),
                "--set",
                SET)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Path lines = out.resolve("train.jsonl");
      while (!Files.exists(lines) || Files.readString(lines).lines().count() < 2) {
        assertThat(process.isAlive()).as("alive; it said %s", log).isTrue();
        Thread.sleep(5);
      }
      String atWork = out + ": a run is at work in it, of process " + process.pid();
      shop.train(out, "--set", SET).failed(2, atWork);
      shop.train(out, "--resume", "--set", SET).failed(2, atWork);
      assertThat(process.isAlive()).as("at work through both refusals").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void damagedCheckpoint_isRefused(Shop shop, Path run) throws IOException {
    String before = Files.readString(run.resolve("train.jsonl"));
    File[] states =
        run.resolve("checkpoint").toFile().listFiles((d, n) -> n.endsWith(".safetensors"));
    assertThat(states).isNotEmpty();
    for (File state : states == null ? new File[0] : states) {
      byte[] bytes = Files.readAllBytes(state.toPath());
      bytes[bytes.length / 2] ^= 1;
      Files.write(state.toPath(), bytes);
    }
    shop.train(run, "--resume", "--set", SET)
        .failed(3, ".safetensors: missing or damaged: its SHA-256 is not");
    Path progress = run.resolve("checkpoint").resolve("progress.json");
    String whole = Files.readString(progress);
    Files.writeString(progress, whole.substring(0, whole.length() / 2));
    shop.train(run, "--resume", "--set", SET).failed(3, progress + ": damaged", "to start anew");
    assertThat(run.resolve("train.jsonl")).as("nothing lost").hasContent(before);
  }

  private static JsonObject metrics(Path run) throws IOException {
    JsonObject metrics =
        JsonParser.parseString(Files.readString(run.resolve("metrics.json"))).getAsJsonObject();
    metrics.remove("seconds");
    return metrics;
  }

  private static List<Integer> epochs(Path run) throws IOException {
    try (Stream<String> lines = Files.lines(run.resolve("train.jsonl"))) {
      return lines
          .map(line -> JsonParser.parseString(line).getAsJsonObject().get("epoch").getAsInt())
          .toList();
    }
  }
}
