package io.github.seqrec4j.lucene;

import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The committed bundle of format 2: 20 items, two branches of width 8, histories of 5. */
final class StoredBundle {

  private static final String CREATED = "2026-01-02T03:04:05Z";

  private StoredBundle() {}

  static Path path() {
    try {
      return Path.of(StoredBundle.class.getResource("bundle-2").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static SequentialRecommender load() {
    return SequentialRecommender.load(path());
  }

  /** A copy that says it was made at another time. */
  static Path copy(Path folder, String created) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(path())) {
      files = listed.toList();
    }
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName().toString()));
    }
    Path manifest = copy.resolve("bundle.json");
    Files.writeString(manifest, Files.readString(manifest).replace(CREATED, created));
    return copy;
  }
}
