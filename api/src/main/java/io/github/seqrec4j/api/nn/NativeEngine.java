package io.github.seqrec4j.api.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.github.seqrec4j.api.ClassLoaders;
import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.UnpackedLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The door to the engine: whatever of seqrec4j needs arrays gets its first manager here.
 *
 * <p>DJL fetches a native library over the network when the class path has none that fits, and
 * reports its use to its authors from cloud machines. Neither is for a library to do unasked: here
 * a missing native library is an error that names what to add, and DJL is told not to report.
 * Settings that the user made are kept as they are.
 */
@Experimental
public final class NativeEngine {

  /** DJL's switch, an environment variable or system property: true = no report of its use. */
  private static final String OPT_OUT = "OPT_OUT_TRACKING";

  /** DJL's settings, likewise, with which users choose a native library themselves. */
  private static final List<String> OWN_CHOICE =
      List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR");

  private static final String ENGINE = "pytorch";

  private static final String CPU = "cpu";
  private static final String GPU = "gpu";

  /** Once is enough: DJL keeps the engine that it found. */
  private static volatile boolean found;

  static {
    // DJL reports once, when its class Engine is initialised; that is later than this.
    if (Utils.getEnvOrSystemProperty(OPT_OUT) == null) {
      System.setProperty(OPT_OUT, "true");
    }
  }

  private NativeEngine() {}

  /**
   * A manager without parent on the CPU, whatever the engine could use, which the caller closes.
   * DJL looks for its parts with the context class loader; here it sees at least what the loader of
   * this class sees, whatever the thread.
   *
   * @throws SeqrecException if the class path has no PyTorch engine, or no native library for this
   *     machine, or the library cannot be unpacked or loaded; the message names the dependency to
   *     add, or the folder and what to do
   */
  public static NDManager newManager() {
    return found
        ? NDManager.newBaseManager(Device.cpu())
        : ClassLoaders.within(NativeEngine.class, NativeEngine::first);
  }

  /**
   * Likewise on a device that the user chose.
   *
   * @param device {@code cpu}, {@code gpu0}, {@code gpu1} and so on
   * @throws UsageException if the engine has no such device; it names those that there are
   * @throws SeqrecException as above
   */
  public static NDManager newManager(String device) {
    NDManager onCpu = newManager();
    if (device.equals(CPU)) {
      return onCpu;
    }
    try (onCpu) {
      int gpus = onCpu.getEngine().getGpuCount();
      int number = Integer.parseInt(device.substring(GPU.length()));
      if (number >= gpus) {
        throw new UsageException(
            "no device '"
                + device
                + "': there is "
                + (gpus == 0 ? "the cpu alone" : "the cpu, and gpu0 to gpu" + (gpus - 1))
                + "; a GPU needs its driver and PyTorch's native library for CUDA on the class"
                + " path");
      }
      return NDManager.newBaseManager(Device.gpu(number));
    }
  }

  private static synchronized NDManager first() {
    if (OWN_CHOICE.stream().allMatch(name -> Utils.getEnvOrSystemProperty(name) == null)) {
      check();
      checkUnpacked();
    }
    NDManager manager;
    try {
      manager = NDManager.newBaseManager(Device.cpu());
    } catch (RuntimeException | LinkageError e) {
      throw EngineFailure.of(ENGINE, e);
    }
    found = true;
    return manager;
  }

  /** Looks with the eyes of DJL, which are the context class loader's. */
  static void check() {
    if (read(ENGINE + "-engine.properties").isEmpty()) {
      throw new SeqrecException(
          "no PyTorch engine on the class path: add io.github.seqrec4j:seqrec4j, or"
              + " ai.djl.pytorch:pytorch-engine and ai.djl.pytorch:pytorch-jni at run time");
    }
    Platform platform = Platform.detectPlatform(ENGINE);
    String version = platform.getVersion().replaceFirst("-.*", ""); // without its build date
    if (platform.isPlaceholder()) {
      throw new SeqrecException(
          "no PyTorch library for this machine ("
              + platform.getClassifier()
              + ") on the class path: add ai.djl.pytorch:pytorch-native-cpu:"
              + version
              + " with classifier "
              + platform.getClassifier()
              + " at run time, or set PYTORCH_LIBRARY_PATH to the folder of an installed one");
    }
    String binding = read("jnilib/" + ENGINE + ".properties").getProperty("jni_version", "none");
    String expected = version + "-" + platform.getApiVersion();
    if (!binding.startsWith(expected)) {
      throw new SeqrecException(
          "PyTorch library "
              + version
              + " and its Java binding do not fit: ai.djl.pytorch:pytorch-jni must be "
              + expected
              + ", found "
              + binding);
    }
  }

  /** What earlier processes unpacked is whole, or goes. */
  private static void checkUnpacked() {
    Platform platform = Platform.detectPlatform(ENGINE);
    UnpackedLibraries.check(unpacked(platform), file -> origin(platform, file));
  }

  /** Where DJL unpacks to. */
  static Path unpacked(Platform platform) {
    return Utils.getEngineCacheDir(ENGINE)
        .resolve(
            platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
  }

  /** The resource that DJL unpacks a file from, null if there is none. */
  static @Nullable URL origin(Platform platform, String file) throws IOException {
    String binding = System.mapLibraryName("djl_torch");
    return ClassLoaderUtils.getResource(
        file.endsWith("-" + binding) // behind its version
            ? "jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + binding
            : ENGINE + "/" + platform.getFlavor() + "/" + platform.getClassifier() + "/" + file);
  }

  /** A properties file of the class path, empty if there is none. */
  private static Properties read(String name) {
    Properties properties = new Properties();
    try {
      URL url = ClassLoaderUtils.getResource(name);
      if (url != null) {
        try (InputStream in = url.openStream()) {
          properties.load(in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " on the class path: " + e.getMessage(), e);
    }
    return properties;
  }
}
