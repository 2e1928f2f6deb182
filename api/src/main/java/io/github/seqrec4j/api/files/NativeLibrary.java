package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A native library that comes within a jar and is unpacked before it is loaded, and what to tell of
 * one that does not start.
 *
 * @param name as people know it
 * @param folder where it is unpacked to
 * @param setting what names another folder
 * @param megabytes that it takes there, 10^6 bytes each
 * @param otherwise what to do where neither folder nor class loader is the cause
 */
@Internal
public record NativeLibrary(
    String name, Path folder, String setting, int megabytes, String otherwise) {

  /** JNI: a native library belongs to the class loader that loaded it first. */
  private static final String OTHER_LOADER = "already loaded in another classloader";

  /** Of the system's loader, on a file system that forbids to run what lies on it. */
  private static final String NOT_EXECUTABLE = "failed to map segment";

  /** One that is unpacked to the folder for temporary files anew in each process. */
  public static NativeLibrary temporary(String name, int megabytes) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return new NativeLibrary(
        name,
        folder,
        "-Djava.io.tmpdir",
        megabytes,
        "it is unpacked to "
            + folder
            + ", which must be writable, with "
            + megabytes
            + " MB free; set -Djava.io.tmpdir to a folder that is, and see that there is such a"
            + " library for this system");
  }

  /**
   * Runs what loads the library when it is called first.
   *
   * @throws SeqrecException if the library cannot be unpacked or loaded, naming folder, cause and
   *     remedy
   */
  public <T> T load(Supplier<T> first) {
    try {
      return first.get();
    } catch (LinkageError e) {
      throw failure(e);
    }
  }

  /** What to tell of a failure. */
  public SeqrecException failure(Throwable failure) {
    String causes = causes(failure);
    return new SeqrecException(
        "the library of " + name + " did not start: " + causes + "; " + remedy(failure, causes),
        failure);
  }

  private String remedy(Throwable failure, String causes) {
    if (causes.contains(OTHER_LOADER)) {
      return "one class loader of a process can have it: put its jar and seqrec4j where all"
          + " deployments share them, or start the process anew";
    }
    if (causes.contains(NOT_EXECUTABLE)) {
      return "it lies in "
          + folder
          + ", from where this system does not let it run (noexec); set "
          + setting
          + " to a folder from where programs may run";
    }
    if (isOfFiles(failure)) {
      return "it is unpacked to "
          + folder
          + ", which must be writable, with "
          + megabytes
          + " MB free; set "
          + setting
          + " to a folder that is";
    }
    return otherwise;
  }

  private static boolean isOfFiles(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
      if (each instanceof FileSystemException
          || message.contains("no space left")
          || message.contains("filesystemexception")
          || message.contains("cannot unpack")) {
        return true;
      }
    }
    return false;
  }

  /** Each cause that says something new. */
  private static String causes(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = each.getMessage() == null ? "" : text(each);
      if (text.indexOf(message) < 0) {
        text.append(text.length() == 0 ? "" : ": ").append(message);
      }
    }
    return text.length() == 0 ? failure.getClass().getName() : text.toString();
  }

  /** An exception of the file system says by its class alone what is wrong. */
  private static String text(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    String line = message.lines().findFirst().orElse(message);
    return thrown instanceof FileSystemException || thrown instanceof LinkageError
        ? thrown.getClass().getSimpleName() + " " + line
        : line;
  }
}
