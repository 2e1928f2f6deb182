package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any damage to any file of a cached dataset is noticed, and the dataset made anew. */
final class CacheDamageTest {

  private static final int FLIPS = 12; // of each file

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\tevent\tweight\n");
    for (int i = 0; i < 60; i++) {
      log.append("u").append(i % 7).append("\ti").append(i % 11).append('\t').append(i * 37 % 60);
      log.append(".5\tkind").append(i % 3).append('\t').append(i % 4 * 0.25).append('\n');
    }
    Files.writeString(folder.resolve("interactions.tsv"), log);
  }

  private List<String> content() {
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
    List<String> content = new ArrayList<>();
    try (Interactions all = result.interactions()) {
      for (int user = 0; user < all.users(); user++) {
        for (long p = all.start(user); p < all.start(user + 1); p++) {
          content.add(
              all.userId(user)
                  + " "
                  + result.catalogue().get(all.item(p) - 1)
                  + " "
                  + all.time(p)
                  + " "
                  + all.categories().get(all.category(p) - 1)
                  + " "
                  + all.value(p));
        }
      }
    }
    return content;
  }

  @Test
  void anyFlippedBitOrCut_isMadeGood() throws IOException {
    List<String> expected = content();
    assertThat(expected).hasSize(60).contains("u0 i0 5 kind0 0.0");
    Path entry;
    try (Stream<Path> all = Files.list(folder.resolve(Ingestion.CACHE))) {
      entry = all.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(entry)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(12);
    Random random = new Random(5);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int flip = 0; flip < FLIPS; flip++) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        assertThat(content()).as("flip in %s", file.getFileName()).isEqualTo(expected);
      }
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
      assertThat(content()).as("half of %s", file.getFileName()).isEqualTo(expected);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 8));
      assertThat(content()).as("more than %s", file.getFileName()).isEqualTo(expected);
    }
  }
}
