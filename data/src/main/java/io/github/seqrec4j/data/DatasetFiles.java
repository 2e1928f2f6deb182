package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The tables of a dataset directory by their base names. */
final class DatasetFiles {

  private static final List<String> ENDINGS = List.of(".tsv", ".csv", ".tsv.gz", ".csv.gz");

  private DatasetFiles() {}

  /**
   * The one file of a base name.
   *
   * @throws DataException if there is none, or more than one
   */
  static Path find(Path directory, String name) {
    List<Path> found =
        ENDINGS.stream()
            .map(e -> directory.resolve(name + e))
            .filter(Files::isRegularFile)
            .toList();
    if (found.isEmpty()) {
      throw new DataException(
          directory.resolve(name + ".tsv")
              + ": missing; a dataset directory must hold "
              + name
              + " as one of "
              + ENDINGS);
    }
    if (found.size() > 1) {
      throw new DataException(
          directory
              + ": both "
              + found.get(0).getFileName()
              + " and "
              + found.get(1).getFileName()
              + "; keep one of them");
    }
    return found.get(0);
  }

  /** A fresh SHA-256. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
