package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Process process =
        new ProcessBuilder(
                Stream.of(
                        List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Seqrec.class.getName(),
                            "encode",
                            "--data",
                            data.toString()),
                        OPTIONS)
                    .flatMap(List::stream)
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      while (!Files.exists(journal) || Files.readString(journal).lines().count() < 2) {
        assertThat(process.isAlive()).as("alive; it said %s", log).isTrue();
        Thread.sleep(5);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
