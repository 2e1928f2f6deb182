package io.github.seqrec4j.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.files.FileBoundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The content of {@code bundle.json}: what a model is, and which files of what length and checksum
 * make it up.
 *
 * @param origin where it comes from
 * @param added how many of its last items were added after the training, and have no ID
 * @param branches names of the branches in model order
 * @param width D
 * @param maxLength S
 * @param ensemble weights of the branches in the ensemble
 * @param files by name
 */
record BundleManifest(
    ModelOrigin origin,
    int added,
    List<String> branches,
    int width,
    int maxLength,
    EnsembleWeights ensemble,
    Map<String, Entry> files) {

  static final String FILE = "bundle.json";
  static final int FORMAT = 2;

  /** Key that is there where items were added. */
  private static final String ADDED = "added";

  /** Longest manifest, in bytes; one is some hundred bytes and a hundred per file. */
  private static final long MAX_LENGTH = 1 << 20;

  /** A name that is one in every file system, and no way out of the bundle. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** A file of the bundle. */
  record Entry(long bytes, String sha256) {}

  static BundleManifest of(
      ModelOrigin origin, ModelSpec model, EnsembleWeights ensemble, Map<String, Entry> files) {
    return new BundleManifest(
        origin,
        0,
        model.itemEncoder().branches().stream().map(Branch::name).toList(),
        model.itemEncoder().width(),
        model.maxLength(),
        ensemble,
        files);
  }

  String json() {
    Map<String, Object> items = new LinkedHashMap<>();
    items.put("count", origin.items().items());
    if (added > 0) {
      items.put(ADDED, added);
    }
    items.put(
        "modalities",
        origin.items().modalities().stream()
            .map(m -> modality(m.modality().name(), m.tokens(), m.width()))
            .toList());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("library", origin.library());
    json.put("created", origin.created().toString());
    json.put("dataHash", origin.dataHash());
    json.put("items", items);
    json.put("categories", origin.categories());
    json.put("branches", branches);
    json.put("width", width);
    json.put("maxLength", maxLength);
    json.put("ensemble", ensemble.values());
    json.put("files", files);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static Map<String, Object> modality(String name, int tokens, int width) {
    Map<String, Object> modality = new LinkedHashMap<>();
    modality.put("name", name);
    modality.put("tokens", tokens);
    modality.put("width", width);
    return modality;
  }

  /**
   * Reads the manifest of a bundle.
   *
   * @throws DataException if it is missing, of another format, or not whole
   */
  static BundleManifest load(Path bundle) throws IOException {
    Path file = bundle.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      Path run = bundle.resolve("model").resolve(FILE);
      throw new DataException(
          file
              + ": missing; this is no model directory, or not a whole one"
              + (Files.isRegularFile(run) ? "; did you mean " + run.getParent() + "?" : ""));
    }
    return FileBoundary.read(
        file,
        ModelBundle.REMEDY,
        () -> {
          if (Files.size(file) > MAX_LENGTH) {
            throw FileBoundary.damaged(
                file.toString(), "longer than " + MAX_LENGTH + " bytes", ModelBundle.REMEDY);
          }
          JsonElement json = JsonParser.parseString(Files.readString(file));
          if (!json.isJsonObject()) {
            throw FileBoundary.damaged(file.toString(), "no JSON object", ModelBundle.REMEDY);
          }
          return new Parser(file, json.getAsJsonObject()).parse();
        });
  }

  /** Reads the parts of a manifest, each with its range. */
  private record Parser(Path file, JsonObject json) {

    BundleManifest parse() {
      checkFormat();
      JsonObject items = get(json, "items").getAsJsonObject();
      List<ModalitySchema> modalities = new ArrayList<>();
      for (JsonElement element : get(items, "modalities").getAsJsonArray()) {
        JsonObject modality = element.getAsJsonObject();
        modalities.add(
            new ModalitySchema(
                new Modality(get(modality, "name").getAsString()),
                positive(modality, "tokens"),
                positive(modality, "width")));
      }
      List<String> branches = new ArrayList<>();
      get(json, "branches").getAsJsonArray().forEach(b -> branches.add(b.getAsString()));
      List<String> categories = new ArrayList<>();
      get(json, "categories").getAsJsonArray().forEach(c -> categories.add(c.getAsString()));
      ModelOrigin origin =
          new ModelOrigin(
              get(json, "library").getAsString(),
              Instant.parse(get(json, "created").getAsString()),
              get(json, "dataHash").getAsString(),
              new ItemSchema(positive(items, "count"), modalities),
              categories);
      int added = items.has(ADDED) ? positive(items, ADDED) : 0;
      if (added >= origin.items().items()) {
        throw wrong(added + " items added, of " + origin.items().items() + " in all");
      }
      return new BundleManifest(
          origin,
          added,
          branches,
          positive(json, "width"),
          positive(json, "maxLength"),
          ensemble(branches.size()),
          files());
    }

    /** Of a bundle that says none, as those did that knew no others, all branches alike. */
    private EnsembleWeights ensemble(int branches) {
      if (!json.has("ensemble")) {
        return EnsembleWeights.mean(branches);
      }
      List<Double> values = new ArrayList<>();
      get(json, "ensemble").getAsJsonArray().forEach(w -> values.add(w.getAsDouble()));
      if (values.size() != branches) {
        throw wrong("'ensemble' must be a weight for each of " + branches + " branches: " + values);
      }
      return new EnsembleWeights(values);
    }

    private void checkFormat() {
      int format = positive(json, "format");
      if (format != FORMAT) {
        throw new DataException(
            file
                + ": format "
                + format
                + ", this version of seqrec4j reads format "
                + FORMAT
                + "; use the version that wrote it, or train again");
      }
    }

    private Map<String, Entry> files() {
      Map<String, Entry> files = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> element :
          get(json, "files").getAsJsonObject().entrySet()) {
        String name = element.getKey();
        if (!NAME.matcher(name).matches() || name.equals(FILE)) {
          throw wrong("'" + name + "' is no name of a file in the bundle");
        }
        Entry entry = new Gson().fromJson(element.getValue(), Entry.class);
        if (entry.bytes() < 0 || !SHA256.matcher(entry.sha256()).matches()) {
          throw wrong("no length and SHA-256 of " + name);
        }
        files.put(name, entry);
      }
      return files;
    }

    private JsonElement get(JsonObject object, String key) {
      JsonElement value = object.get(key);
      if (value == null || value.isJsonNull()) {
        throw wrong("no '" + key + "' in it");
      }
      return value;
    }

    private int positive(JsonObject object, String key) {
      String text = get(object, key).getAsString();
      if (!text.matches("[1-9]\\d{0,8}")) {
        throw wrong("'" + key + "' must be a whole number from 1: " + text);
      }
      return Integer.parseInt(text);
    }

    private DataException wrong(String what) {
      return FileBoundary.damaged(file.toString(), what, ModelBundle.REMEDY);
    }
  }
}
