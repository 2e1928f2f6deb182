package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.IngestSpec;
import io.github.seqrec4j.data.ingest.Ingestion;
import io.github.seqrec4j.data.ingest.Interactions;
import io.github.seqrec4j.data.ingest.RejectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cleaned dataset that is kept.
 *
 * @param log file of the interactions
 * @param content all that it says, as text
 */
record FuzzCache(Path log, String content) {

  private static final int EVENTS = 60;

  /** In a new folder. */
  static FuzzCache in(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder("user\titem\ttimestamp\tevent\n");
    for (int i = 0; i < EVENTS; i++) {
      text.append("u").append(i % 5).append("\ti").append(i % 7).append('\t').append(i * 37 % 60);
      text.append(".5\tkind").append(i % 3).append('\n');
    }
    Path log = Files.writeString(folder.resolve("interactions.tsv"), text);
    return new FuzzCache(log, content(ingestion(log).open(null)));
  }

  private static Ingestion ingestion(Path log) {
    IngestSettings settings =
        new IngestSettings(
            "user",
            "item",
            "timestamp",
            null,
            "event",
            null,
            3,
            new FilterSpec(),
            new RejectSpec(),
            new IngestSpec());
    return new Ingestion(log, settings, null);
  }

  private Path folder() {
    return log.resolveSibling(Ingestion.CACHE);
  }

  /** Its files. */
  List<Path> entry() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return FuzzData.files(all.filter(Files::isDirectory).findFirst().orElseThrow());
    }
  }

  /** Its files and what is kept beside them. */
  List<Path> all() throws IOException {
    Files.writeString(folder().resolve("inputs.json"), "{\"files\":{}}");
    return FuzzData.files(folder());
  }

  /**
   * Reads all of it.
   *
   * @throws DataException if it is not used
   */
  String read() {
    return content(ingestion(log).kept(null).orElseThrow(() -> new DataException("not used")));
  }

  /**
   * Reads all of it, which must be what it was.
   *
   * @throws DataException if it is not used
   */
  void readUnchanged() {
    check(read());
  }

  /** Reads all of it, which must be what it was, after making it anew where it is not used. */
  void makeAnew() {
    check(content(ingestion(log).open(null)));
  }

  private void check(String read) {
    if (!read.equals(content)) {
      throw new IllegalStateException("other data, in silence: " + read);
    }
  }

  private static String content(Ingestion.Result result) {
    StringBuilder text = new StringBuilder();
    try (Interactions all = result.interactions()) {
      for (int user = 0; user < all.users(); user++) {
        text.append(all.userId(user)).append('\n');
        for (long p = all.start(user); p < all.start(user + 1); p++) {
          text.append(result.catalogue().get(all.item(p) - 1)).append(' ');
          text.append(all.time(p)).append(' ');
          if (!all.categories().isEmpty()) {
            text.append(all.categories().get(all.category(p) - 1));
          }
          text.append('\n');
        }
      }
    }
    return text.append(result.summary()).toString();
  }
}
