package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The model on the class path, {@code classpath:model}: the committed bundle of format 2, 20 items,
 * branches {@code id} and {@code text} of width 8, histories of 5. Copies of it are other models.
 */
final class CommittedModel {

  static final String CREATED = "2026-01-02T03:04:05Z";
  static final RecommendRequest REQUEST = RecommendRequest.of("item-1", "item-2").k(5);

  private CommittedModel() {}

  static Path path() {
    try {
      return Path.of(
          Objects.requireNonNull(CommittedModel.class.getResource("/model"), "beside the tests")
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> listed = Files.list(path())) {
      return listed.sorted().toList();
    }
  }

  /** The same model in another place. */
  static Path copy(Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files()) {
      Files.copy(file, to.resolve(file.getFileName().toString()));
    }
    return to;
  }

  /** Makes a copy another model in its place: answered by one branch, and made at this time. */
  static void change(Path bundle, String created) throws IOException {
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(CREATED, created)
            .replace("\"width\": 8,\n  \"max", "\"ensemble\": [1, 0],\n  \"width\": 8,\n  \"max"));
  }

  /** Makes a copy one that no checksum fits. */
  static void damage(Path bundle) throws IOException {
    Path items = bundle.resolve("items.csv");
    Files.writeString(items, Files.readString(items).replaceFirst("item-1\\b", "item-9"));
  }

  /** Changes a text in a file of a copy, and has the manifest agree. */
  static void replace(Path bundle, String name, String from, String to) throws IOException {
    Path file = bundle.resolve(name);
    Path manifest = bundle.resolve("bundle.json");
    String before = Sha256.ofFile(file);
    Files.writeString(file, Files.readString(file).replace(from, to));
    Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.ofFile(file)));
  }
}
