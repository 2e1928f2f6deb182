package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and directories that appear whole or not at all: written beside their place, forced to
 * disk, then given their name. Whoever finds one by its name after a crash of the process, of the
 * system or of its power finds all of it.
 */
@Internal
public final class AtomicFiles {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFiles.class);

  /** Windows lets nobody open a directory; its file system journals names by itself. */
  private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

  private AtomicFiles() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Deletes a directory and all in it, if it is there; another process may be at it too. */
  public static void deleteTree(Path directory) {
    while (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (NoSuchFileException e) {
        LOG.debug("{} is being deleted by another process too", directory);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + directory + ": " + e.getMessage(), e);
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) { // deleted by another, as above
          throw new UncheckedIOException(
              "cannot delete " + directory + ": " + e.getMessage(), e.getCause());
        }
      }
    }
  }

  /** A file of this text. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A file of this content, in place of any of its name. Written by one process at a time.
   *
   * @throws IOException with the name of the file
   */
  public static void write(Path file, Content content) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
        content.writeTo(out);
      }
      publish(partial, file);
    } catch (FileSystemException e) {
      throw e; // names its file
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Gives a whole file, written beside its place, its name, in place of any file of that name.
   *
   * @throws IOException with the name of a file
   */
  public static void publish(Path partial, Path file) throws IOException {
    force(partial);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(parent(file));
  }

  /**
   * Gives a whole directory, filled beside its place, its name. Nothing, or an empty directory, may
   * be there.
   *
   * @throws IOException with the name of a file
   */
  public static void publishDirectory(Path partial, Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(partial)) {
      all = tree.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : all) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        forceFolder(path);
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        force(path);
      }
    }
    Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(parent(directory));
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + ": is the root of a file system; name a file");
    }
    return parent;
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (FileSystemException e) {
      throw e; // names its file
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Brings the names in a folder to disk; without it, a crash of the system may undo a move. */
  private static void forceFolder(Path folder) {
    if (!FOLDERS_CAN_BE_FORCED) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) { // network file systems and folders that may be written, not read
      LOG.debug("{} cannot be forced to disk: {}; its file system does so in time", folder, e);
    }
  }
}
