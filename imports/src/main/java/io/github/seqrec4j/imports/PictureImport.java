package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Brings pictures named by item into {@code images/}. */
final class PictureImport {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  private final Path target;
  private final ImportOptions.PictureTransfer transfer;
  private long linked;
  private long copied;
  private long unused;

  PictureImport(Path target, ImportOptions.PictureTransfer transfer) {
    this.target = target;
    this.transfer = transfer;
  }

  /**
   * Links or copies the pictures of items.
   *
   * @param folder where they are, flat
   * @throws DataException if an item has two
   */
  PictureCounts run(Path folder, Set<String> items) throws IOException {
    Map<String, Path> taken = new HashMap<>();
    Files.createDirectory(target);
    try (Stream<Path> files = Files.list(folder)) {
      for (Iterator<Path> each = files.sorted().iterator(); each.hasNext(); ) {
        Path picture = each.next();
        if (Files.isRegularFile(picture)) {
          take(picture, items, taken);
        }
      }
    }
    return new PictureCounts(linked, copied, unused);
  }

  private void take(Path picture, Set<String> items, Map<String, Path> taken) throws IOException {
    String name = String.valueOf(picture.getFileName());
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    String item = dot < 0 ? name : name.substring(0, dot);
    if (!ENDINGS.contains(ending) || !items.contains(item)) {
      unused++;
      return;
    }
    Path other = taken.putIfAbsent(item, picture);
    if (other != null) {
      throw new DataException(
          picture + ": a second picture of item '" + item + "', beside " + other + "; remove one");
    }
    Path file = target.resolve(item + ending);
    if (!target.equals(file.getParent())) {
      throw new DataException(picture + ": '" + item + "' names no file of a folder; rename it");
    }
    if (transfer == ImportOptions.PictureTransfer.LINK && link(picture, file)) {
      linked++;
    } else {
      Files.copy(picture, file);
      copied++;
    }
  }

  /** Makes a hard link; false where these file systems cannot. */
  private static boolean link(Path picture, Path file) throws IOException {
    if (picture.getFileSystem() != FileSystems.getDefault()) {
      return false;
    }
    try {
      Files.createLink(file, picture.toRealPath());
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false; // across devices, or a file system without links: copied, and counted so
    }
  }
}
