package io.github.seqrec4j.encode.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.NativeLibrary;
import io.github.seqrec4j.api.files.UnpackedLibraries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts to tokens, by a tokenizer.json of Hugging Face. Several threads use it. */
final class TextTokens implements AutoCloseable {

  private static final String FLAVOR = "cpu";

  static {
    // Without these DJL reports its use, and looks on the network for a library for a GPU.
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("RUST_FLAVOR", FLAVOR);
  }

  private static final String ENGINE = "tokenizers"; // in DJL
  private static final int MEGABYTES = 15;

  private static boolean started;

  private final HuggingFaceTokenizer tokenizer;

  private TextTokens(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  private static void setUnlessSet(String name, String value) {
    if (Utils.getEnvOrSystemProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * A tokenizer that cuts texts.
   *
   * @param json content of a tokenizer.json
   * @param name what error messages call it
   * @param maxLength tokens after which a text is cut, those around it included
   */
  static TextTokens of(byte[] json, String name, int maxLength) {
    Map<String, String> options =
        Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(maxLength));
    start();
    try {
      return new TextTokens(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options));
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          name
              + ": cannot be used: "
              + e.getMessage()
              + "; expected a tokenizer.json of Hugging Face",
          e);
    }
  }

  /**
   * Loads the native library, when it is called first. It is unpacked here, where DJL looks for it:
   * DJL itself goes on where it could not unpack, to complain of another thing.
   *
   * @throws SeqrecException if it cannot be unpacked or loaded, naming folder, cause and remedy
   */
  private static synchronized void start() {
    if (started) {
      return;
    }
    Path cache = Utils.getEngineCacheDir(ENGINE);
    try {
      if (Utils.getEnvOrSystemProperty("RUST_LIBRARY_PATH") == null
          && FLAVOR.equals(Utils.getEnvOrSystemProperty("RUST_FLAVOR"))) {
        Platform platform = Platform.detectPlatform(ENGINE);
        String build = FLAVOR + "-" + platform.getClassifier();
        String resources = "native/lib/" + platform.getClassifier() + "/" + FLAVOR + "/";
        Path folder = cache.resolve(platform.getVersion() + "-" + build);
        UnpackedLibraries.Resources origin = file -> ClassLoaderUtils.getResource(resources + file);
        UnpackedLibraries.check(folder, origin);
        UnpackedLibraries.unpack(folder, libraries(), origin);
      }
      LibUtils.checkStatus();
    } catch (IOException | UncheckedIOException | EngineException | LinkageError e) {
      throw new NativeLibrary(
              "the tokenizers",
              cache,
              "DJL_CACHE_DIR",
              MEGABYTES,
              "if what is unpacked in " + cache + " is damaged, delete that folder")
          .failure(e);
    }
    started = true;
  }

  /** As DJL has them in its jar. */
  private static List<String> libraries() {
    List<String> libraries = new ArrayList<>();
    if (System.getProperty("os.name").startsWith("Windows")) {
      libraries.addAll(List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll"));
    }
    libraries.add(System.mapLibraryName(ENGINE));
    return libraries;
  }

  /** Tokens of each text, with those that the model expects around it. */
  long[][] ids(List<String> texts) {
    Encoding[] encodings = tokenizer.batchEncode(texts);
    long[][] ids = new long[encodings.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = encodings[i].getIds();
    }
    return ids;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
