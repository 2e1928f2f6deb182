package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tables of a dataset directory by their base names. */
@Internal
public final class TableFiles {

  /** Endings of the names of tables. */
  public static final List<String> ENDINGS =
      List.of(
          ".tsv",
          ".csv",
          ".jsonl",
          ".parquet",
          ".tsv.gz",
          ".csv.gz",
          ".jsonl.gz",
          ".tsv.zst",
          ".csv.zst",
          ".jsonl.zst");

  private TableFiles() {}

  /**
   * The one file of a base name.
   *
   * @throws DataException if there is none, or more than one, or it is no file
   */
  public static Path find(Path directory, String name) {
    return findIfAny(directory, name)
        .orElseThrow(
            () ->
                new DataException(
                    directory.resolve(name + ".tsv")
                        + ": missing; a dataset directory must hold "
                        + name
                        + " as one of "
                        + ENDINGS));
  }

  /**
   * The one file of a base name, or empty if there is none.
   *
   * @throws DataException if there is more than one, or it is no file
   */
  public static Optional<Path> findIfAny(Path directory, String name) {
    List<Path> found =
        ENDINGS.stream()
            .map(e -> directory.resolve(name + e))
            .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (found.size() > 1) {
      throw new DataException(
          directory
              + ": both "
              + found.get(0).getFileName()
              + " and "
              + found.get(1).getFileName()
              + "; keep one of them");
    }
    if (!found.isEmpty()) {
      checkFile(found.get(0));
    }
    return found.stream().findFirst();
  }

  /**
   * That what has the name of a file is one: without it other data would be read.
   *
   * @throws DataException if it is a link that leads nowhere, a folder, or a device
   */
  public static void checkFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file
              + ": it is no file"
              + (Files.isSymbolicLink(file) ? ", but a link that leads to none" : "")
              + "; put the file in its place, or remove it");
    }
  }
}
