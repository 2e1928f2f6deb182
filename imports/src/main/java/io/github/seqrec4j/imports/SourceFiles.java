package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a source, for an {@link Importer} to choose from. */
public final class SourceFiles {

  private static final int SHOWN = 12;

  private final Path folder;
  private final List<Path> entries;

  private SourceFiles(Path folder, List<Path> entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /**
   * Of a folder; where a folder is all that it holds, as in many archives, of that one.
   *
   * @param source a folder, or a file whose folder is meant
   */
  public static SourceFiles of(Path source) {
    Path folder = Files.isDirectory(source) ? source : source.toAbsolutePath().getParent();
    if (folder == null) {
      throw new DataException(source + ": lies in no folder; name a folder");
    }
    List<Path> entries = list(folder);
    while (Files.isDirectory(source) && entries.size() == 1 && Files.isDirectory(entries.get(0))) {
      folder = entries.get(0);
      entries = list(folder);
    }
    return new SourceFiles(folder, entries);
  }

  /** Entries of a folder by name, but for what systems leave there. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(p -> !name(p).startsWith(".") && !name(p).equals("__MACOSX"))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  /** Name of a file or folder, without the slash that archives put behind a folder's. */
  static String name(Path path) {
    return String.valueOf(path.getFileName()).replaceFirst("/$", "");
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** Files whose whole name matches, by name. */
  public List<Path> matching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return entries.stream()
        .filter(p -> pattern.matcher(name(p)).matches() && Files.isRegularFile(p))
        .toList();
  }

  /**
   * The one file whose whole name matches, or null.
   *
   * @throws DataException if there are several
   */
  public @Nullable Path optional(String regex) {
    List<Path> found = matching(regex);
    if (found.size() > 1) {
      throw new DataException(
          folder
              + ": both "
              + name(found.get(0))
              + " and "
              + name(found.get(1))
              + "; name the one that is meant, or put it into a folder of its own");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * The one file whose whole name matches.
   *
   * @param description what is looked for, as a person names it, such as {@code *.inter}
   * @throws DataException if there is none, or there are several
   */
  public Path required(String regex, String description) {
    Path found = optional(regex);
    if (found == null) {
      throw missing(description);
    }
    return found;
  }

  /** The one folder, or zip archive, whose whole name matches, or null. */
  @Nullable Path pictures(String regex) {
    Pattern pattern = Pattern.compile(regex);
    List<Path> found =
        entries.stream()
            .filter(p -> pattern.matcher(name(p)).matches())
            .filter(p -> Files.isDirectory(p) || name(p).endsWith(".zip"))
            .toList();
    if (found.size() > 1) {
      throw new DataException(
          folder + ": pictures in both " + found.get(0) + " and " + found.get(1) + "; remove one");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /** That nothing matches. */
  DataException missing(String description) {
    List<String> names = entries.stream().map(SourceFiles::name).limit(SHOWN).toList();
    return new DataException(
        folder
            + ": no "
            + description
            + "; it holds "
            + (names.isEmpty() ? "nothing" : String.join(", ", names))
            + (entries.size() > SHOWN ? " and " + (entries.size() - SHOWN) + " more" : "")
            + "; name the folder that holds it");
  }
}
