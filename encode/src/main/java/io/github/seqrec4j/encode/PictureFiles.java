package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.DataException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The pictures of a folder by the item that they are named after. */
final class PictureFiles {

  private static final Set<String> ENDINGS =
      Set.of(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp");

  private final Map<String, List<Path>> files = new HashMap<>();

  /**
   * Of a folder, as it is now.
   *
   * @throws DataException if there is none
   */
  PictureFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder + ": no such folder; it must hold pictures, <item>.png or <item>.jpg");
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.sorted()
          .forEach(
              file -> {
                String name = file.getFileName().toString();
                int dot = name.lastIndexOf('.');
                if (dot > 0 && ENDINGS.contains(name.substring(dot).toLowerCase(Locale.ROOT))) {
                  files.computeIfAbsent(name.substring(0, dot), n -> new ArrayList<>()).add(file);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that this process can tell the files of all items apart.
   *
   * @throws DataException if file names come in an encoding that lacks a character of an item
   */
  void checkNames(List<String> items) {
    if (File.separatorChar == '\\') {
      return; // Windows has file names in Unicode
    }
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8"); // of the JDK's file names
    CharsetEncoder encoder = Charset.forName(encoding).newEncoder();
    for (String item : items) {
      if (!encoder.canEncode(item)) {
        throw new DataException(
            "item '"
                + item
                + "': this process reads file names as "
                + encoding
                + ", in which it cannot be written, so that its picture would not be found; set"
                + " LC_ALL=C.UTF-8 before Java starts");
      }
    }
  }

  /** The files of an item: none, or one, or several if they differ in their endings. */
  List<Path> of(String item) {
    return files.getOrDefault(item, List.of());
  }
}
