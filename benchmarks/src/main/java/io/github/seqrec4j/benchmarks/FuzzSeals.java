package io.github.seqrec4j.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Checksums of changed files put right, as one who forges them would. */
final class FuzzSeals {

  /** What vouches for the files of a bundle. */
  static final String BUNDLE = "bundle.json";

  /** What vouches for the files of a cleaned dataset, and for itself. */
  static final String CACHE = "manifest.json";

  /** Ending of what vouches for the arrays of a checkpoint, and by its second line for itself. */
  private static final String PROGRESS = ".json";

  private static final String FILES = "files";
  private static final String ARRAYS = "arraysSha256";
  private static final String OWN = "checksum";
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private FuzzSeals() {}

  /** Writes length and checksum of a file of a bundle into its manifest. */
  static void bundle(Path file) throws IOException {
    Path manifest = file.resolveSibling(BUNDLE);
    JsonObject json = object(manifest);
    JsonObject entry = new JsonObject();
    entry.addProperty("bytes", Files.size(file));
    entry.addProperty("sha256", Sha256.ofFile(file));
    json.getAsJsonObject(FILES).add(file.getFileName().toString(), entry);
    Files.writeString(manifest, json.toString());
  }

  /**
   * Writes the checksum of a checkpoint's arrays into what tells of them, and that of its first
   * line into its second.
   */
  static void checkpoint(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(PROGRESS)) {
      seal(file, firstLine(file));
      return;
    }
    String stem = name.substring(0, name.lastIndexOf('.'));
    Path progress = file.resolveSibling(stem + PROGRESS);
    JsonObject json = object(firstLine(progress));
    String sha256 = Sha256.ofFile(file);
    json.addProperty(ARRAYS, sha256);
    JsonObject best = json.getAsJsonObject("best");
    if (best.get("checkpoint").equals(json.get("number"))) {
      best.addProperty(ARRAYS, sha256);
    }
    seal(progress, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] firstLine(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static void seal(Path file, byte[] line) throws IOException {
    Files.write(file, line);
    String sha256 = "\n" + Sha256.ofFile(file) + "\n";
    Files.writeString(file, sha256, StandardOpenOption.APPEND);
  }

  /**
   * Writes the checksum of a cleaned dataset's file into its manifest, and that of the manifest
   * into itself, where it still is one.
   */
  static void cache(Path file) throws IOException {
    Path manifest = file.resolveSibling(CACHE);
    JsonObject json;
    try {
      json = object(manifest);
      if (!file.equals(manifest)) {
        json.getAsJsonObject(FILES)
            .addProperty(file.getFileName().toString(), crc(Files.readAllBytes(file)));
      }
    } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
      return; // no longer JSON: as it is, then
    }
    json.remove(OWN);
    json.addProperty(OWN, crc(PRETTY.toJson(json).getBytes(StandardCharsets.UTF_8)));
    Files.writeString(manifest, PRETTY.toJson(json) + "\n");
  }

  private static JsonObject object(Path file) throws IOException {
    return object(Files.readAllBytes(file));
  }

  private static JsonObject object(byte[] bytes) {
    return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static String crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
