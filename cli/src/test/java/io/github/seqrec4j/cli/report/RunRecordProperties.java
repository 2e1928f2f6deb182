package io.github.seqrec4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What runs write down, changed at random: it makes a report, or is refused with file and name. */
final class RunRecordProperties {

  private static Path folder = Path.of("");

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("runs");
    new RunFiles(folder, 3, 2, List.of("id", "text")).page();
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 300)
  void changedFile_isReportedOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve(random.nextBoolean() ? "metrics.json" : "train.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Mutations.of(whole, random));
    try {
      assertThat(RunReport.write(folder)).isNotEmptyFile();
    } catch (DataException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).contains("damaged: ");
    } finally {
      Files.write(file, whole);
    }
  }
}
