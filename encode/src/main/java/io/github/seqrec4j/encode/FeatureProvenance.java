package io.github.seqrec4j.encode;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.data.FeatureOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What features are made of, beside them as {@code <modality>.json}: two files of the same key hold
 * the same features.
 *
 * @param key encoder, options, version, and what was encoded
 * @param shape of a row
 * @param counts what became of the items
 * @param items hash of their identifiers in order, by which a dataset sees that rows are theirs
 */
record FeatureProvenance(
    JsonObject key, FeatureShape shape, Counts counts, @Nullable String items) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String REMEDY = "remove it to make the features anew";
  private static final String SHAPE = "shape";
  private static final String COUNTS = "counts";

  /** What such a file holds. */
  private record Stored(
      JsonObject key, List<Integer> shape, Counts counts, @Nullable String items) {}

  /** Encoder, options, version, and what is encoded. */
  static JsonObject key(Component encoder, String model, Contents<?> contents, int items) {
    return key(encoder, model, contents.hash(), contents.preparation(), items);
  }

  /** Likewise, of a content by its hash and what was done to it before. */
  static JsonObject key(
      Component encoder, String model, String hash, Map<String, Boolean> preparation, int items) {
    JsonObject key = new JsonObject();
    key.addProperty("encoder", encoder.type());
    key.add("options", GSON.toJsonTree(encoder instanceof Record r ? SpecTree.of(r) : Map.of()));
    String version = FeatureProvenance.class.getPackage().getImplementationVersion();
    key.addProperty("seqrec4j", version == null ? "(not packaged)" : version);
    key.addProperty("model", model);
    key.addProperty("content", hash);
    preparation.forEach(key::addProperty);
    key.addProperty("items", items);
    // Through text, so that a key that is read equals one that is made.
    return JsonParser.parseString(GSON.toJson(key)).getAsJsonObject();
  }

  /** Where two keys differ, for people; empty if nowhere. */
  static String difference(JsonObject before, JsonObject now) {
    for (String name : now.keySet()) {
      JsonElement old = before.get(name);
      if (!now.get(name).equals(old)) {
        return switch (name) {
          case "content" -> "other content, or another template";
          case "model" -> "another model";
          case "seqrec4j" -> "another version of seqrec4j, " + text(old);
          default -> name + " " + text(old) + " instead of " + text(now.get(name));
        };
      }
    }
    return "";
  }

  private static String text(@Nullable JsonElement value) {
    return value == null
        ? "none"
        : value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  /** The text of such a file. */
  String write(String date) {
    JsonObject all = new JsonObject();
    all.add(FeatureOrigin.KEY, key);
    all.add(SHAPE, GSON.toJsonTree(shape.dimensions()));
    all.add(COUNTS, GSON.toJsonTree(counts));
    all.addProperty(FeatureOrigin.ITEMS, items);
    all.addProperty("date", date);
    return GSON.toJson(all) + "\n";
  }

  /**
   * What such a file says, if there is one.
   *
   * @throws DataException if it is not one of ours
   */
  static Optional<FeatureProvenance> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Stored stored =
          FileBoundary.read(
              file, REMEDY, () -> JsonRecords.parse(Files.readString(file), Stored.class));
      FeatureShape shape = FileBoundary.read(file, REMEDY, () -> new FeatureShape(stored.shape()));
      return Optional.of(
          new FeatureProvenance(stored.key(), shape, stored.counts(), stored.items()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  EncodingSummary summary(Path features, EncodingSummary.State state) {
    return new EncodingSummary(
        features,
        shape,
        counts.encoded(),
        counts.missing(),
        counts.unreadable(),
        counts.examples(),
        state);
  }
}
