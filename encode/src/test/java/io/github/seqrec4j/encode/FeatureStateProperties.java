package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What runs leave beside features, changed at random: it is read, or refused with its name. */
final class FeatureStateProperties {

  private static Path folder = Path.of("");
  private static String journal = "";
  private static String provenance = "";

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("states");
    JsonObject key = new JsonObject();
    key.addProperty("encoder", "any");
    key.addProperty("items", 5);
    Counts counts = new Counts(3, 1, 1, List.of("a"));
    try (Journal open = Journal.open(folder.resolve("text.npy"))) {
      open.start(key);
      open.add(new Journal.Mark(counts, 12, 0));
      open.add(new Journal.Mark(counts.plus(counts), 34, 5));
    }
    journal = Files.readString(folder.resolve("text.npy.journal"));
    provenance =
        new FeatureProvenance(key, FeatureShape.pooled(3), counts, "hash").write("2026-01-01");
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 500)
  void journal_isReadOrRefused(@ForAll long seed) throws IOException {
    Path file = folder.resolve("text.npy.journal");
    Files.write(file, changed("text.npy.journal", journal, seed));
    try (Journal open = Journal.open(folder.resolve("text.npy"))) {
      assertThat(open.last() == null || open.last().counts().items() >= 0).isTrue();
    } catch (DataException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").contains("remove it to make");
    }
  }

  @Property(tries = 500)
  void provenance_isReadOrRefused(@ForAll long seed) throws IOException {
    Path file = folder.resolve("text.json");
    Files.write(file, changed("text.json", provenance, seed));
    try {
      FeatureProvenance read = FeatureProvenance.read(file).orElseThrow();
      assertThat(read.summary(file, EncodingSummary.State.UP_TO_DATE).encoded()).isNotNegative();
    } catch (DataException e) {
      assertThat(e.getMessage()).startsWith(file + ": damaged: ").contains("remove it to make");
    }
  }

  private static byte[] changed(String name, String text, long seed) {
    return Mutations.of(name, text.getBytes(StandardCharsets.UTF_8), new Random(seed));
  }
}
