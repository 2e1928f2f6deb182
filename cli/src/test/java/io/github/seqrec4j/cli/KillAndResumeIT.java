package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process, killed or terminated at random moments: resumed, it ends in the weights of an
 * unbroken run, byte by byte.
 */
final class KillAndResumeIT {

  private static final int EPOCHS = 8;
  private static final String SET = "seqrec4j.training.epochs=" + EPOCHS;

  /** Far more checkpoints than the unbroken run writes, most of them inside an epoch. */
  private static final String OFTEN = "seqrec4j.training.checkpoint-steps=1";

  /** How many runs are killed, each once; the property is for many. */
  private static final int KILLS = Integer.getInteger("seqrec4j.kills", 2);

  private static final int SIGTERM = 143;
  private static final String RESUMES = "the same command with --resume goes on";

  @TempDir private static Path folder;
  private static Shop shop;
  private static Path unbroken;

  @BeforeAll
  static void train() throws IOException {
    shop = Shop.in(folder);
    unbroken = folder.resolve("unbroken");
    shop.train(unbroken, "--set", SET).good();
  }

  /**
   * Checkpoints that an unbroken run of {@link #OFTEN} writes: at each step and each epoch's end.
   */
  private static int checkpoints() {
    return EPOCHS * (1 + (Shop.USERS + 15) / 16);
  }

  @Test
  void killedRuns_resumeToTheSameWeights() throws IOException, InterruptedException {
    Random random = new Random(17);
    for (int kill = 0; kill < KILLS; kill++) {
      Path killed = folder.resolve("killed-" + kill);
      int after = 1 + random.nextInt(checkpoints() - 2);
      Process process = start(killed);
      try {
        await(process, killed, after);
        Thread.sleep(random.nextInt(30));
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertThat(killed.resolve("model")).as("killed before its end").doesNotExist();
      Result resumed = shop.train(killed, "--resume", "--set", SET).good();
      assertThat(resumed.err()).contains("resuming at epoch");
      isTheUnbroken(killed);
    }
  }

  @Test
  void runAtWork_andItsCheckpoint_refuseWhatWouldNotBeTheSame()
      throws IOException, InterruptedException {
    Path killed = folder.resolve("refusing");
    Process process = start(killed);
    try {
      await(process, killed, 7); // inside epoch 2
      String atWork = killed + ": a run is at work in it, of process " + process.pid();
      shop.train(killed, "--set", SET).failed(2, atWork);
      shop.train(killed, "--resume", "--set", SET).failed(2, atWork);
      assertThat(process.isAlive()).as("at work through both refusals").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    Path damaged = folder.resolve("damaged");
    TrainedModelTest.copyTree(killed, damaged);
    damagedCheckpoint_isRefused(damaged);
    shop.train(killed, "--resume", "--set", "seqrec4j.training.seed=41")
        .failed(
            3,
            "this checkpoint was written with another configuration, data or version: ",
            "seqrec4j.training.seed was 42, is 41");
    shop.train(killed, "--resume", "--set", "seqrec4j.training.epochs=1")
        .failed(2, "epochs are done", "but training.epochs = 1");
    shop.train(killed, "--set", SET).failed(2, "already holds a run", "--resume");
  }

  /**
   * What Ctrl-C does too: the step ends, its state is saved, and the last line says how to go on.
   */
  @Test
  void terminatedRun_savesTheStateOfTheStep_andSaysHowToGoOn()
      throws IOException, InterruptedException {
    Path ended = folder.resolve("ended");
    Process process = start(ended, "--set", "seqrec4j.training.checkpoint-steps=0");
    try {
      await(process, ended, 2); // of the ends of epochs alone
    } finally {
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(SIGTERM);
    }
    assertThat(log(ended)).content().contains("seqrec: interrupted", RESUMES);
    assertThat(ended.resolve("model")).as("ended before its end").doesNotExist();
    Result resumed = shop.train(ended, "--resume", "--set", SET).good();
    assertThat(resumed.err()).containsPattern("resuming at epoch \\d+, step \\d");
    isTheUnbroken(ended);
  }

  private static void isTheUnbroken(Path run) throws IOException {
    for (String file : List.of("weights.safetensors", "item-vectors.safetensors")) {
      assertThat(run.resolve("model").resolve(file))
          .hasSameBinaryContentAs(unbroken.resolve("model").resolve(file));
    }
    assertThat(metrics(run)).isEqualTo(metrics(unbroken));
    assertThat(epochs(run)).isEqualTo(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    assertThat(TrainedModelTest.names(run)).isEqualTo(TrainedModelTest.names(unbroken));
  }

  private static Path log(Path out) {
    return out.resolveSibling(out.getFileName() + ".log");
  }

  /** A training in a process of its own. */
  private static Process start(Path out, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--config",
                shop.config().toString(),
                "--out",
                out.toString(),
                "--set",
                SET,
                "--set",
                OFTEN));
    arguments.addAll(List.of(more));
    return SeqrecProcess.of(arguments)
        .redirectErrorStream(true)
        .redirectOutput(log(out).toFile())
        .start();
  }

  /** Waits until a run has written so many checkpoints. */
  private static void await(Process process, Path out, int checkpoints)
      throws IOException, InterruptedException {
    while (newest(out) < checkpoints) {
      assertThat(process.isAlive()).as("alive; it said %s", log(out)).isTrue();
      Thread.sleep(2);
    }
  }

  /** Number of the newest checkpoint that counts, 0 before the first. */
  private static int newest(Path out) throws IOException {
    Path directory = out.resolve("checkpoint");
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("checkpoint-\\d+\\.json"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    }
  }

  private static void damagedCheckpoint_isRefused(Path run) throws IOException {
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
    Path progress = run.resolve("checkpoint/checkpoint-" + newest(run) + ".json");
    String whole = Files.readString(progress);
    Files.writeString(progress, whole.substring(0, whole.length() / 2));
    shop.train(run, "--resume", "--set", SET).failed(3, progress + ": damaged", "to start anew");
    assertThat(run.resolve("train.jsonl")).as("nothing lost").hasContent(before);
  }

  private static JsonObject metrics(Path run) throws IOException {
    JsonObject metrics =
        JsonParser.parseString(Files.readString(run.resolve("metrics.json"))).getAsJsonObject();
    metrics.remove("seconds");
    metrics.getAsJsonObject("estimate").remove("epochSeconds"); // by the machine's speed
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
