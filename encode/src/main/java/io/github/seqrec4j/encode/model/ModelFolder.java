package io.github.seqrec4j.encode.model;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a model: a file {@code .onnx} or a TorchScript file {@code .pt}, and what belongs
 * to it.
 *
 * @param folder the folder
 * @param model the model's file
 */
public record ModelFolder(Path folder, Path model) {

  /** As in {@code file:///models/clip} or {@code https://host/clip.zip}; a drive has one letter. */
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+]+:.*");

  /**
   * Finds a model.
   *
   * @param place a folder, or a URL in DJL's form: of a folder or an archive, by {@code file:} or
   *     whatever DJL knows; null if it is not set
   * @param file the model's file in it, or null if there is but one
   * @param option what sets the place, for messages
   * @throws UsageException if the place is not set
   * @throws DataException if there is no such model
   */
  public static ModelFolder find(@Nullable String place, @Nullable String file, String option) {
    if (place == null) {
      throw new UsageException(
          option + " is not set; it names the folder of a model, or a URL of one");
    }
    Path folder = URL.matcher(place).matches() ? fetch(place) : Path.of(place);
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + ": no such folder; " + option + " must name one");
    }
    if (file != null) {
      Path model = folder.resolve(file);
      if (!Files.isRegularFile(model)) {
        throw new DataException(model + ": no such model file");
      }
      return new ModelFolder(folder, model);
    }
    List<Path> models = models(folder);
    if (models.size() != 1) {
      throw new DataException(
          folder
              + ": "
              + (models.isEmpty() ? "no model" : "several models, " + models)
              + "; expected one file .onnx or .pt; the option 'file' names one of several");
    }
    return new ModelFolder(folder, models.get(0));
  }

  private static List<Path> models(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(f -> isOnnx(f) || f.toString().endsWith(".pt")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOnnx(Path file) {
    return file.toString().endsWith(".onnx");
  }

  private static Path fetch(String url) {
    try {
      List<MRL> found = Repository.newInstance("seqrec4j", url).getResources();
      if (found.isEmpty()) {
        throw new DataException(url + ": no model there");
      }
      MRL first = found.get(0);
      Artifact artifact = first.getDefaultArtifact();
      first.prepare(artifact);
      return first.getRepository().getResourceDirectory(artifact);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(url + ": cannot be fetched: " + e.getMessage(), e);
    }
  }

  /** Whether the model is in ONNX form, else TorchScript. */
  public boolean isOnnx() {
    return isOnnx(model);
  }

  /**
   * The content of a file that belongs to the model.
   *
   * @throws DataException if there is none
   */
  public byte[] read(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + ": missing; it belongs to the model " + model.getFileName());
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** SHA-256 of the model's file. */
  public String hash() {
    try {
      return Sha256.ofFile(model);
    } catch (IOException e) {
      throw new UncheckedIOException(model + ": " + e.getMessage(), e);
    }
  }
}
