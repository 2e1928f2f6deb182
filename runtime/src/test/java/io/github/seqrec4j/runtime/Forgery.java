package io.github.seqrec4j.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of bundles with other content under right lengths and checksums. */
final class Forgery {

  private Forgery() {}

  static Path copy(Path bundle, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
    return target;
  }

  static List<String> names(Path bundle) throws IOException {
    try (Stream<Path> files = Files.list(bundle)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static JsonObject manifest(Path bundle) throws IOException {
    return JsonParser.parseString(Files.readString(bundle.resolve(BundleManifest.FILE)))
        .getAsJsonObject();
  }

  static void manifest(Path bundle, JsonElement manifest) throws IOException {
    Files.writeString(bundle.resolve(BundleManifest.FILE), manifest.toString());
  }

  /** Writes a file of a bundle and what the manifest says of it. */
  static void write(Path bundle, String name, byte[] content) throws IOException {
    Files.write(bundle.resolve(name), content);
    JsonObject manifest = manifest(bundle);
    JsonObject entry = new JsonObject();
    entry.addProperty("bytes", content.length);
    entry.addProperty("sha256", Sha256.of(content));
    manifest.getAsJsonObject("files").add(name, entry);
    manifest(bundle, manifest);
  }

  /** Replaces a text that is there in a file of a bundle, likewise. */
  static void replace(Path bundle, String name, String old, String text) throws IOException {
    String before = Files.readString(bundle.resolve(name));
    if (!before.contains(old)) {
      throw new IllegalArgumentException(name + " has no '" + old + "': " + before);
    }
    write(
        bundle, name, before.replace(old, text).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
