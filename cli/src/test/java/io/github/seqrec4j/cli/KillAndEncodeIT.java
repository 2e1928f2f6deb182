package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process, killed while it encodes: the same command goes on, to the same bytes. */
final class KillAndEncodeIT {

  private static final int ITEMS = 9000; // several chunks, far more than pass before the kill
  private static final List<String> OPTIONS =
      List.of("--modality", "text", "--set", "output=tokens", "--set", "tokens=2");

  @TempDir private Path folder;

  @Test
  void killedRun_goesOnToTheSameBytes() throws IOException, InterruptedException {
    Path killed = data("killed");
    Path features = killed.resolve("features");
    Path journal = features.resolve("text.npy.journal");
    kill(killed, journal);
    assertThat(features.resolve("text.npy")).as("killed before its end").doesNotExist();
    try (Stream<String> lines = Files.lines(journal)) {
      assertThat(lines.count()).isGreaterThanOrEqualTo(2);
    }

    Path damaged = folder.resolve("damaged");
    TrainedModelTest.copyTree(killed, damaged);
    Path partial = damaged.resolve("features").resolve("text.npy.partial");
    byte[] bytes = Files.readAllBytes(partial);
    bytes[1000] ^= 1;
    Files.write(partial, bytes);
    encode(damaged).failed(3, "text.npy.partial: damaged", "--force");

    Result resumed = encode(killed).good();
    assertThat(resumed.err()).contains("going on at ");
    Path unbroken = data("unbroken");
    assertThat(encode(unbroken, "--threads", "1").good().err()).doesNotContain("going on");
    for (String file : List.of("text.npy", "text.mask.npy")) {
      assertThat(features.resolve(file))
          .hasSameBinaryContentAs(unbroken.resolve("features").resolve(file));
    }
    assertThat(TrainedModelTest.names(features))
        .isEqualTo(TrainedModelTest.names(unbroken.resolve("features")));
    assertThat(encode(killed).good().out()).contains("up to date");
  }

  /** The two ways in which people and systems end a process; neither may crash in native code. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void interruptedRun_endsInOrderAndGoesOn(String signal) throws IOException, InterruptedException {
    assumeFalse(isIgnored(signal), "whoever started this test keeps the signal from children");
    Path data = data("interrupted");
    Path features = data.resolve("features");
    Path log = folder.resolve("interrupted.log");
    Process process = start(data, log);
    try {
      awaitChunk(process, features.resolve("text.npy.journal"), log);
      encode(data).failed(2, "text.npy: these features are being made by process " + process.pid());
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      int number = signal.equals("INT") ? 2 : 15;
      assertThat(process.waitFor()).as("it said %s", Files.readString(log)).isEqualTo(128 + number);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Files.readString(log))
        .contains("seqrec: interrupted; the same command goes on")
        .doesNotContain("fatal error", "Exception");
    assertThat(features.resolve("text.npy")).doesNotExist();
    assertThat(encode(data).good().err()).contains("going on at ");
    Path unbroken = data("unbroken");
    encode(unbroken).good();
    assertThat(features.resolve("text.npy"))
        .hasSameBinaryContentAs(unbroken.resolve("features").resolve("text.npy"));
  }

  /** Java leaves a signal alone that is ignored when it starts, as in a shell's background. */
  private static boolean isIgnored(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    int bit = signal.equals("INT") ? 1 : 14;
    try (Stream<String> lines = Files.lines(status)) {
      String ignored = lines.filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow();
      return new java.math.BigInteger(ignored.substring(7).strip(), 16).testBit(bit);
    }
  }

  private Path data(String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("i%d\t%s %d%n".formatted(i, "thing ".repeat(1 + i % 7), i));
    }
    Files.writeString(data.resolve("items.tsv"), items);
    return data;
  }

  private static Result encode(Path data, Object... more) {
    Stream<Object> all =
        Stream.of(Stream.of("encode", "--data", data), OPTIONS.stream(), Stream.of(more))
            .flatMap(s -> s);
    return Result.of(all.toArray());
  }

  /** Starts an encoding and kills it once a chunk is on record. */
  private void kill(Path data, Path journal) throws IOException, InterruptedException {
    Path log = folder.resolve("killed.log");
    Process process = start(data, log);
    try {
      awaitChunk(process, journal, log);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void awaitChunk(Process process, Path journal, Path log)
      throws IOException, InterruptedException {
    while (!Files.exists(journal) || Files.readString(journal).lines().count() < 2) {
      assertThat(process.isAlive()).as("alive; it said %s", Files.readString(log)).isTrue();
      Thread.sleep(5);
    }
  }

  private static Process start(Path data, Path log) throws IOException {
    return SeqrecProcess.of(
            Stream.concat(Stream.of("encode", "--data", data.toString()), OPTIONS.stream())
                .toList())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
