package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.BundleChanges;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where a model is loaded from: a directory, watched for changes, or the class path, which does not
 * change. A bundle on the class path may lie in a jar; it is copied to a temporary directory to be
 * loaded, and the copy deleted at once, as a loaded model reads no file.
 */
final class ModelSource {

  private static final String FILE = "file:";

  /** What begins the name of a place on the class path. */
  static final String CLASS_PATH = "classpath:";

  private final String configured;
  private final ServingEngine engine;
  private final ResourceLoader resources;
  private final @Nullable BundleChanges changes;

  /** From what lies there now; make it before the model is loaded. */
  ModelSource(String configured, ServingEngine engine, ResourceLoader resources) {
    this.configured = configured;
    this.engine = engine;
    this.resources = resources;
    changes = configured.startsWith(CLASS_PATH) ? null : BundleChanges.since(path(configured));
  }

  /** As {@code seqrec4j.model} says it. */
  String configured() {
    return configured;
  }

  /** Whether it can change at all. */
  boolean isWatchable() {
    return changes != null;
  }

  /** Looks once; true if another model has arrived since the last time this said so. */
  boolean look() {
    return changes != null && changes.look();
  }

  /**
   * Loads the model as it is now.
   *
   * @throws RuntimeException as {@link SequentialRecommender#load(Path, ServingEngine)} does
   */
  SequentialRecommender load() {
    if (!configured.startsWith(CLASS_PATH)) {
      return SequentialRecommender.load(path(configured), engine);
    }
    try {
      Path copy = Files.createTempDirectory("seqrec4j-model");
      try {
        copyTo(copy);
        return SequentialRecommender.load(copy, engine);
      } finally {
        AtomicFiles.deleteTree(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + configured + ": " + e.getMessage(), e);
    }
  }

  /** A path, or a URL of one. */
  static Path path(String configured) {
    if (!configured.startsWith(FILE)) {
      return Path.of(configured);
    }
    try {
      return Path.of(URI.create(configured));
    } catch (IllegalArgumentException e) {
      return Path.of(configured.substring(FILE.length())); // file:runs/model, which is no URI of it
    }
  }

  private void copyTo(Path directory) throws IOException {
    String folder =
        CLASS_PATH + configured.substring(CLASS_PATH.length()).replaceAll("^/+|/+$", "");
    if (!resources.getResource(folder + "/bundle.json").exists()) {
      throw new DataException(
          configured + ": no bundle.json there; name the folder that holds it, a whole model");
    }
    Resource[] files =
        new PathMatchingResourcePatternResolver(resources).getResources(folder + "/*");
    for (Resource file : files) {
      if (file.isReadable()) {
        String name = Objects.requireNonNull(file.getFilename(), "of a file");
        try (InputStream in = file.getInputStream()) {
          Files.copy(in, directory.resolve(name));
        }
      }
    }
  }
}
