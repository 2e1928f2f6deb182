package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model bundle: a directory that holds all that serving needs.
 *
 * <ul>
 *   <li>{@code model.conf}: the {@link ModelSpec}
 *   <li>{@code weights.safetensors}: all weights by name
 *   <li>{@code item-vectors.safetensors}: {@code items}, (N+1, MD), the branches side by side, row
 *       0 (padding) zero; the ensemble's score is one inner product with it, divided by M
 *   <li>{@code items.csv}: identifier and title of item 1..N; {@code users.csv}: identifier and
 *       items of each user
 *   <li>{@code bundle.json}: format version, SHA-256 of every other file
 *   <li>whatever else the training leaves, which serving does not read
 * </ul>
 *
 * It appears whole or not at all, and is read only if every checksum fits.
 */
@Internal
public final class ModelBundle {

  /** The one top-level key of a configuration. */
  public static final String ROOT = "seqrec4j";

  private static final int FORMAT = 2;
  private static final String MANIFEST = "bundle.json";
  private static final String CONFIG = "model.conf";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String VECTORS = "item-vectors.safetensors";
  private static final String VECTORS_NAME = "items";

  /** The content of {@code bundle.json}. */
  private record Manifest(int format, @Nullable Map<String, String> sha256) {}

  private ModelBundle() {}

  /**
   * Writes a bundle.
   *
   * @param bundle directory to create; it must not exist
   * @param others further files by name
   * @throws UsageException if it exists
   */
  public static void save(
      Path bundle,
      ModelSpec model,
      Map<String, NDArray> weights,
      ItemVectors items,
      Catalogue catalogue,
      Map<String, String> others) {
    Path target = bundle.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new UsageException(bundle + " exists; a model is never overwritten");
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      AtomicFiles.deleteTree(partial);
      Files.createDirectories(partial);
      AtomicFiles.write(partial.resolve(CONFIG), HoconWriter.write(ROOT, model));
      Map<String, String> sha256 = new LinkedHashMap<>();
      sha256.put(CONFIG, Sha256.ofFile(partial.resolve(CONFIG)));
      sha256.put(WEIGHTS, SafeTensors.write(partial.resolve(WEIGHTS), weights));
      sha256.put(
          VECTORS,
          SafeTensors.write(partial.resolve(VECTORS), Map.of(VECTORS_NAME, items.vectors())));
      for (String file : catalogue.save(partial)) {
        sha256.put(file, Sha256.ofFile(partial.resolve(file)));
      }
      for (Map.Entry<String, String> other : others.entrySet()) {
        Path file = partial.resolve(other.getKey());
        AtomicFiles.write(file, other.getValue());
        sha256.put(other.getKey(), Sha256.ofFile(file));
      }
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      AtomicFiles.write(partial.resolve(MANIFEST), gson.toJson(new Manifest(FORMAT, sha256)));
      AtomicFiles.publishDirectory(partial, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write model " + bundle + ": " + e.getMessage(), e);
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  static SequentialRecommender load(Path bundle) {
    if (!Files.isDirectory(bundle)) {
      throw new DataException(
          bundle + ": no such model directory; 'train' writes one as DIR/model");
    }
    NDManager manager = NativeEngine.newManager();
    try {
      return load(manager, bundle);
    } catch (IOException e) {
      manager.close();
      throw new UncheckedIOException("cannot read model " + bundle + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private static SequentialRecommender load(NDManager manager, Path bundle) throws IOException {
    Path file = bundle.resolve(MANIFEST);
    Manifest manifest = manifest(file);
    if (manifest.sha256 == null) {
      throw new DataException(file + ": damaged: no checksums in it");
    }
    Map<String, String> sha256 = manifest.sha256;
    for (String name : List.of(CONFIG, WEIGHTS, VECTORS, Catalogue.ITEMS, Catalogue.USERS)) {
      if (!sha256.containsKey(name)) {
        throw new DataException(file + ": damaged: no checksum of " + name);
      }
    }
    for (Map.Entry<String, String> entry : sha256.entrySet()) {
      SafeTensors.check(bundle.resolve(entry.getKey()), entry.getValue());
    }
    String text = Files.readString(bundle.resolve(CONFIG), StandardCharsets.UTF_8);
    ModelSpec spec = configuration(text, bundle.resolve(CONFIG).toString());
    Catalogue catalogue = Catalogue.load(bundle);
    Map<String, NDArray> weights = SafeTensors.read(manager, bundle.resolve(WEIGHTS));
    NDArray vectors = SafeTensors.read(manager, bundle.resolve(VECTORS)).get(VECTORS_NAME);
    Shape expected =
        new Shape(
            catalogue.itemIds().size() + 1L,
            (long) spec.itemEncoder().branches().size() * spec.itemEncoder().width());
    if (vectors == null || !vectors.getShape().equals(expected)) {
      throw new DataException(
          bundle.resolve(VECTORS)
              + ": array '"
              + VECTORS_NAME
              + "' must have shape "
              + expected
              + ": "
              + (vectors == null ? "missing" : vectors.getShape()));
    }
    UserEncoder users = new UserEncoder(manager, spec, 0, UserEncoder.Start.ZERO);
    for (Map.Entry<String, Parameter> parameter : users.parameters().entrySet()) {
      try {
        Weights.copy(weights, parameter.getKey(), parameter.getValue().getArray());
      } catch (IllegalArgumentException e) {
        throw new DataException(
            bundle.resolve(WEIGHTS) + ": does not fit its configuration: " + e.getMessage(), e);
      }
    }
    return new SequentialRecommender(
        manager, spec, users, new ItemVectors(spec.itemEncoder().branches(), vectors), catalogue);
  }

  private static ModelSpec configuration(String text, String origin) {
    try {
      return ConfigSource.parse(text, origin, ROOT, List.of()).bind(ROOT, ModelSpec.class);
    } catch (ConfigException e) {
      List<String> problems = new ArrayList<>(e.problems());
      problems.add(
          origin
              + ": if a plug-in was used in training, it must be on the class path again: --plugins"
              + " DIR_OR_JAR on the command line");
      throw new ConfigException(problems);
    }
  }

  private static Manifest manifest(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      Path run = file.resolveSibling("model").resolve(file.getFileName());
      throw new DataException(
          file
              + ": missing; this is no model directory, or not a whole one"
              + (Files.isRegularFile(run) ? "; did you mean " + run.getParent() + "?" : ""));
    }
    try {
      Manifest manifest = new Gson().fromJson(Files.readString(file), Manifest.class);
      if (manifest == null) {
        throw new DataException(file + ": damaged: it is empty");
      }
      if (manifest.format != FORMAT) {
        throw new DataException(
            file
                + ": format "
                + manifest.format
                + ", this version of seqrec4j reads format "
                + FORMAT
                + "; use the version that wrote it, or train again");
      }
      return manifest;
    } catch (JsonParseException e) {
      throw new DataException(
          file + ": damaged: " + JsonProblem.of(e) + "; restore it from a copy or train again", e);
    }
  }
}
