package io.github.seqrec4j.api.nn;

import ai.djl.util.Utils;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Why the engine's native library did not start, and what to do about it. */
final class EngineFailure {

  /** JNI: a native library belongs to the class loader that loaded it first. */
  private static final String OTHER_LOADER = "already loaded in another classloader";

  /** Of the system's loader, on a file system that forbids to run what lies on it. */
  private static final String NOT_EXECUTABLE = "failed to map segment";

  private EngineFailure() {}

  /**
   * What to tell of a failure.
   *
   * @param engine its name in DJL, also that of its folder in the cache
   * @param failure what DJL threw
   */
  static String message(String engine, Throwable failure) {
    Path cache = Utils.getEngineCacheDir(engine);
    String causes = causes(failure);
    return "the PyTorch library did not start: " + causes + "; " + remedy(failure, causes, cache);
  }

  private static String remedy(Throwable failure, String causes, Path cache) {
    if (causes.contains(OTHER_LOADER)) {
      return "one class loader of a process can have it: put DJL and seqrec4j where all deployments"
          + " share them, or start the process anew";
    }
    if (causes.contains(NOT_EXECUTABLE)) {
      return "it lies in "
          + cache
          + ", from where this system does not let it run (noexec); set DJL_CACHE_DIR to a folder"
          + " from where programs may run";
    }
    if (isOfFiles(failure)) {
      return "it is unpacked to "
          + cache
          + ", which must be writable, with 500 MB free; set DJL_CACHE_DIR to a folder that is";
    }
    return "if what is unpacked in "
        + cache
        + " is damaged, delete that folder; a PyTorch of your own, named by PYTORCH_LIBRARY_PATH,"
        + " must have the version of ai.djl.pytorch:pytorch-jni, and PYTORCH_FLAVOR=cpu beside it";
  }

  private static boolean isOfFiles(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
      if (each instanceof FileSystemException || message.contains("no space left")) {
        return true;
      }
    }
    return false;
  }

  /** Each cause that says something new. */
  private static String causes(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = each.getMessage() == null ? each.getClass().getName() : text(each);
      if (text.indexOf(message) < 0) {
        text.append(text.length() == 0 ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  /** An exception of the file system says by its class alone what is wrong. */
  private static String text(Throwable thrown) {
    return thrown instanceof FileSystemException || thrown instanceof LinkageError
        ? thrown.getClass().getSimpleName() + " " + thrown.getMessage()
        : String.valueOf(thrown.getMessage());
  }
}
