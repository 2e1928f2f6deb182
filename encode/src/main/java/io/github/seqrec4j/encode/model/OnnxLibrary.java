package io.github.seqrec4j.encode.model;

import ai.onnxruntime.OrtEnvironment;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library of ONNX Runtime. By itself it leaves an empty folder among the temporary files
 * in each process, as it asks for the folder to be deleted before what is in it; and it goes on
 * where it could not be unpacked, to complain of another folder. So it is unpacked here.
 */
public final class OnnxLibrary {

  /**
   * Of ONNX Runtime: the folder of its libraries. Whoever sets it, or the path of one, is heard.
   */
  private static final String PATH = "onnxruntime.native.path";

  private static final Logger LOG = LoggerFactory.getLogger(OnnxLibrary.class);

  private static final List<String> CHOICES =
      List.of(
          PATH, "onnxruntime.native.onnxruntime.path", "onnxruntime.native.onnxruntime4j_jni.path");
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final NativeLibrary LIBRARY = NativeLibrary.temporary("ONNX Runtime", 60);

  private static @Nullable OrtEnvironment started;

  private OnnxLibrary() {}

  /**
   * The environment of this process.
   *
   * @throws SeqrecException if the library cannot be unpacked or loaded, naming folder, cause and
   *     remedy
   */
  public static synchronized OrtEnvironment environment() {
    OrtEnvironment environment = started;
    if (environment == null) {
      boolean chosen = CHOICES.stream().anyMatch(name -> System.getProperty(name) != null);
      environment = chosen || resource(LIBRARIES.get(0)) == null ? load() : unpackAndLoad();
      started = environment;
    }
    return environment;
  }

  private static OrtEnvironment load() {
    return LIBRARY.load(OrtEnvironment::getEnvironment);
  }

  private static OrtEnvironment unpackAndLoad() {
    List<Path> files = new ArrayList<>(); // the folder and what is in it
    try {
      Path folder = Files.createTempDirectory("seqrec-onnx-");
      files.add(folder);
      for (String library : LIBRARIES) {
        Path file = folder.resolve(System.mapLibraryName(library));
        files.add(file);
        try (InputStream in = Objects.requireNonNull(resource(library), library).openStream()) {
          Files.copy(in, file);
        }
      }
      System.setProperty(PATH, folder.toString());
      return load();
    } catch (IOException e) {
      throw LIBRARY.failure(e);
    } finally {
      System.clearProperty(PATH);
      Collections.reverse(files);
      files.forEach(OnnxLibrary::delete);
    }
  }

  /** A library that is loaded can be deleted, but not on Windows, where the system keeps it. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays until the process ends: {}", file, e.getMessage());
      file.toFile().deleteOnExit();
    }
  }

  private static @Nullable URL resource(String library) {
    String name = System.mapLibraryName(library);
    return OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + name);
  }

  /** As ONNX Runtime calls it in its jar. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux")
        + "-"
        + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
  }
}
