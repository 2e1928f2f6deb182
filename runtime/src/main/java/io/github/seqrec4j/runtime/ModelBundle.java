package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The model bundle: a directory that holds all that serving needs.
 *
 * <ul>
 *   <li>{@code bundle.json}: format, version of the library, time, hash of the data, item schema,
 *       branches, their weights in the ensemble, width, maximum length; length and SHA-256 of every
 *       other file
 *   <li>{@code model.conf}: the {@link ModelSpec}
 *   <li>{@code weights.safetensors}: all weights by name; serving reads those of the backbones
 *   <li>{@code item-vectors.safetensors}: {@code items}, (N+1, MD), the branches side by side, row
 *       0 (padding) zero; the ensemble's score is one inner product with it, each branch by its
 *       weight
 *   <li>{@code items.csv}: identifier and title of item 1..N
 *   <li>{@code users.csv}: identifier and items of each user, only where it was asked for
 *   <li>whatever else the training leaves, which serving does not read
 * </ul>
 *
 * Two bundles of one training differ in the time alone. A bundle appears whole or not at all;
 * {@link BundleLoader} reads it.
 */
@Internal
public final class ModelBundle {

  /** The one top-level key of a configuration. */
  public static final String ROOT = "seqrec4j";

  static final String CONFIG = "model.conf";

  /** What to do with a damaged bundle. */
  static final String REMEDY = "restore it from a copy or train again";

  static final String WEIGHTS = "weights.safetensors";
  static final String VECTORS = "item-vectors.safetensors";
  static final String VECTORS_NAME = "items";

  private ModelBundle() {}

  /**
   * What a bundle holds.
   *
   * @param weights all weights by name
   * @param histories users' histories, or null for a bundle without
   * @param others further files by name
   */
  public record Content(
      ModelSpec model,
      ModelOrigin origin,
      Map<String, NDArray> weights,
      ItemVectors items,
      Catalogue catalogue,
      @Nullable UserHistories histories,
      Map<String, String> others) {}

  /**
   * Writes a bundle.
   *
   * @param bundle directory to create; it must not exist
   * @throws UsageException if it exists
   */
  public static void save(Path bundle, Content content) {
    Path target = bundle.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new UsageException(bundle + " exists; a model is never overwritten");
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      AtomicFiles.deleteTree(partial);
      Files.createDirectories(partial);
      write(partial, content);
      AtomicFiles.publishDirectory(partial, target);
    } catch (IOException e) {
      throw WriteFailure.of(bundle, e, "choose another directory");
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  private static void write(Path directory, Content content) throws IOException {
    Map<String, String> sha256 = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(CONFIG, HoconWriter.write(ROOT, content.model));
    texts.putAll(new TreeMap<>(content.others)); // in one order, whatever map it is
    for (Map.Entry<String, String> text : texts.entrySet()) {
      AtomicFiles.write(directory.resolve(text.getKey()), text.getValue());
      sha256.put(text.getKey(), Sha256.ofText(text.getValue()));
    }
    sha256.put(WEIGHTS, SafeTensors.write(directory.resolve(WEIGHTS), content.weights));
    sha256.put(
        VECTORS,
        SafeTensors.write(
            directory.resolve(VECTORS), Map.of(VECTORS_NAME, content.items.vectors())));
    content.catalogue.save(directory.resolve(Catalogue.FILE));
    sha256.put(Catalogue.FILE, Sha256.ofFile(directory.resolve(Catalogue.FILE)));
    if (content.histories != null) {
      content.histories.save(directory.resolve(UserHistories.FILE));
      sha256.put(UserHistories.FILE, Sha256.ofFile(directory.resolve(UserHistories.FILE)));
    }
    Map<String, BundleManifest.Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : sha256.entrySet()) {
      long bytes = Files.size(directory.resolve(file.getKey()));
      files.put(file.getKey(), new BundleManifest.Entry(bytes, file.getValue()));
    }
    AtomicFiles.write(
        directory.resolve(BundleManifest.FILE),
        BundleManifest.of(content.origin, content.model, content.items.weights(), files).json());
  }
}
