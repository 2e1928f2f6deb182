package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that need the same clean dataset at once. */
final class CacheRaceTest {

  private static final String FIRST = "first";
  private static final String SECOND = "second";

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path log = Path.of("");

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("user\titem\ttimestamp\n");
    for (int i = 0; i < 400; i++) {
      text.append("u").append(i % 23).append("\ti").append(i * 7 % 31).append('\t');
      text.append(i * 37 % 401).append('\n');
    }
    log = Files.writeString(folder.resolve("interactions.tsv"), text);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void secondProcess_waitsAndReadsWhatTheFirstMade() throws Exception {
    Process first = start(FIRST, CacheRacer.SORTING);
    await(first, CacheRacer.told(folder, FIRST));
    Process second = start(SECOND, CacheRacer.WAITING);
    await(second, CacheRacer.told(folder, SECOND));

    Files.createFile(CacheRacer.go(folder, SECOND));
    Files.createFile(CacheRacer.go(folder, FIRST));

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertBothAreRight(FIRST, SECOND);
  }

  @Test
  void manyProcesses_readOneDataset() throws Exception {
    List<String> names = List.of("a", "b", "c", "d");
    for (String name : names) {
      start(name, "no such step");
    }
    for (Process process : started) {
      assertThat(process.waitFor()).isZero();
    }
    assertBothAreRight(names.toArray(String[]::new));
  }

  @Test
  void processKilledWhileItWrites_leavesNothing() throws Exception {
    Process first = start(FIRST, CacheRacer.SORTING);
    await(first, CacheRacer.told(folder, FIRST));
    assertThat(left()).as("what is not whole").hasSize(1);
    Process second = start(SECOND, CacheRacer.WAITING);
    await(second, CacheRacer.told(folder, SECOND));
    Files.createFile(CacheRacer.go(folder, SECOND));
    assertThat(second.isAlive()).as("the one that waits").isTrue();

    first.destroyForcibly().waitFor();

    assertThat(second.waitFor()).isZero();
    assertThat(CacheRacer.read(folder, FIRST)).doesNotExist();
    assertBothAreRight(SECOND);
  }

  private void assertBothAreRight(String... names) throws IOException {
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    Path copy = Files.copy(log, fresh.resolve(log.getFileName()));
    String expected = CacheRacer.content(CacheRacer.ingestion(copy).open(null));
    for (String name : names) {
      assertThat(CacheRacer.read(folder, name)).hasContent(expected);
    }
    assertThat(left()).as("what is not whole").isEmpty();
    try (Stream<Path> all = Files.list(log.resolveSibling(Ingestion.CACHE))) {
      assertThat(all.filter(Files::isDirectory)).as("datasets").hasSize(1);
    }
    assertThat(CacheRacer.ingestion(log).kept(null))
        .hasValueSatisfying(kept -> assertThat(CacheRacer.content(kept)).isEqualTo(expected));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(log.resolveSibling(Ingestion.CACHE))) {
      return all.filter(file -> file.getFileName().toString().startsWith(CacheDirectory.PARTIAL))
          .toList();
    }
  }

  private static void await(Process process, Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      assertThat(process.isAlive()).as("the other process").isTrue();
      Thread.sleep(5);
    }
  }

  private Process start(String name, String step) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CacheRacer.class.getName(),
                log.toString(),
                folder.toString(),
                name,
                step)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve(name + ".errors").toFile())
            .start();
    started.add(process);
    return process;
  }
}
