package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory that appears whole or not at all: filled beside its place, then moved. */
@Internal
public final class NewDirectory {

  private NewDirectory() {}

  /** Fills a directory. */
  @FunctionalInterface
  public interface Content {
    /** Writes into the directory, which exists and is empty. */
    void writeTo(Path directory) throws IOException;
  }

  /**
   * Makes a directory with content.
   *
   * @param directory where it will be; nothing, or an empty directory, may be there
   * @throws DataException if something is there, or another run is at work on it or was broken off
   * @throws IOException if it cannot be written; nothing is left then
   */
  public static void write(Path directory, Content content) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    checkFree(target);
    Files.createDirectories(target.getParent());
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.createDirectory(partial);
    } catch (FileAlreadyExistsException e) {
      throw new DataException(
          partial + ": is there already, of a run at work or broken off; remove it if none is", e);
    }
    try {
      content.writeTo(partial);
      Files.deleteIfExists(target); // an empty one
      AtomicFiles.publishDirectory(partial, target);
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  private static void checkFree(Path target) throws IOException {
    if (target.getParent() == null) {
      throw new DataException(target + ": cannot be made anew; name a new directory");
    }
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new DataException(target + ": is a file; name a new directory");
    }
    try (Stream<Path> entries = Files.list(target)) {
      List<Path> first = entries.limit(1).toList();
      if (!first.isEmpty()) {
        throw new DataException(
            target
                + ": is not empty, it holds "
                + first.get(0).getFileName()
                + "; name a new directory or empty this one");
      }
    }
  }
}
