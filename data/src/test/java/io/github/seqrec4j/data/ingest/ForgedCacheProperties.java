package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.testkit.FormMutations;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Cached datasets changed at random under right checksums: each can be read, or is made anew. */
final class ForgedCacheProperties {

  private static final String MANIFEST = "manifest.json";
  private static final int EVENTS = 40;

  private static Path folder = Path.of("");

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("forged");
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\tevent\tweight\n");
    for (int i = 0; i < EVENTS; i++) {
      log.append("u").append(i % 5).append("\ti").append(i % 7).append('\t').append(i * 37 % 60);
      log.append(".5\tkind").append(i % 3).append('\t').append(i % 4 * 0.25).append('\n');
    }
    Files.writeString(folder.resolve("interactions.tsv"), log);
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  private static int read() {
    IngestSettings settings =
        new IngestSettings(
            "user",
            "item",
            "timestamp",
            null,
            "event",
            new NumberColumn("weight", NumberColumn.Range.WEIGHT),
            3,
            new FilterSpec(),
            new RejectSpec(),
            new IngestSpec());
    Ingestion.Result result =
        new Ingestion(folder.resolve("interactions.tsv"), settings, null).open(null);
    int read = 0;
    try (Interactions all = result.interactions()) {
      for (int user = 0; user < all.users(); user++) {
        for (long p = all.start(user); p < all.start(user + 1); p++) {
          assertThat(result.catalogue().get(all.item(p) - 1)).isNotNull();
          assertThat(all.userId(user)).isNotNull();
          if (!all.categories().isEmpty()) {
            assertThat(all.categories().get(all.category(p) - 1)).isNotNull();
          }
          assertThat(all.value(p)).isNotEqualTo(Double.POSITIVE_INFINITY);
          read += all.time(p) == Long.MIN_VALUE ? 0 : 1;
        }
      }
    }
    return read;
  }

  @Property(tries = 150)
  void forgedCache_isReadOrMadeAnew(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    assertThat(read()).isPositive();
    Path entry;
    try (Stream<Path> all = Files.list(folder.resolve(Ingestion.CACHE))) {
      entry = all.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(entry)) {
      files = all.sorted().toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    String text = Files.readString(entry.resolve(MANIFEST));
    if (file.getFileName().toString().equals(MANIFEST)) {
      text = random.nextBoolean() ? Mutations.of(text, random) : FormMutations.json(text, random);
    } else {
      Files.write(file, Mutations.of(Files.readAllBytes(file), random));
    }
    forge(entry, text);
    assertThat(read()).isPositive();
  }

  /** Writes a manifest with the right checksums, where it still is one. */
  private static void forge(Path entry, String text) throws IOException {
    Files.delete(entry.resolve(MANIFEST));
    try {
      JsonRecords.parse(text, CacheManifest.class).write(entry);
    } catch (RuntimeException e) { // as it is, then
      Files.writeString(entry.resolve(MANIFEST), text);
    }
  }
}
