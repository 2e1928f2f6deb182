package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to tell where something cannot be written: what, why, and what to do about it. */
@Internal
public final class WriteFailure {

  private WriteFailure() {}

  /**
   * Of a file or directory.
   *
   * @param elsewhere what to do where its folder cannot be written, as in {@code choose another
   *     directory}
   */
  public static UncheckedIOException of(Path what, IOException e, String elsewhere) {
    String why = why(what, e);
    boolean full = why.toLowerCase(Locale.ROOT).contains("no space left");
    return new UncheckedIOException(
        "cannot write "
            + what
            + ": "
            + why
            + "; "
            + (full ? "make room there, or " : "")
            + elsewhere,
        new IOException(why, e));
  }

  private static String why(Path what, IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return String.valueOf(e.getMessage());
    }
    String file = String.valueOf(failure.getFile());
    return (Path.of(file).endsWith(what) ? "" : file + ": ") + reason(failure);
  }

  /** What some failures of the file system say by their class alone. */
  private static String reason(FileSystemException e) {
    @Nullable String reason = e.getReason();
    if (reason != null) {
      return reason;
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    return e instanceof FileAlreadyExistsException
        ? "a file of this name exists"
        : e.getClass().getSimpleName();
  }
}
