package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of cleaned datasets, each under the beginning of its key. Entries appear whole or
 * not at all, and are made one at a time, so that several processes may work with one directory.
 * The newest {@value #KEPT} stay.
 */
final class CacheDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(CacheDirectory.class);
  private static final int KEPT = 4;
  private static final int NAME = 16; // characters of a key
  static final String PARTIAL = "partial-"; // names of what is not whole
  private static final String LOCK = ".lock";
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** What to do where a dataset cannot be written. */
  static final String ELSEWHERE = "set seqrec4j.data.ingest.cache to a directory elsewhere";

  private final Path path;

  CacheDirectory(Path path) {
    this.path = path;
  }

  /** Where the entry of a key is, or would be. */
  Path entry(String key) {
    return path.resolve(key.substring(0, NAME));
  }

  /**
   * Keeps the directory to one that makes entries, after waiting for another that does; null where
   * the lock cannot be written.
   */
  @Nullable ProcessLock lock(ByteProgress progress) {
    try {
      return ProcessLock.await(
          path.resolve(LOCK),
          holder -> {
            LOG.info("{}: waiting for {}, which makes a dataset here", path, holder);
            progress.begin("waiting for " + holder, 0, -1);
            progress.end();
          });
    } catch (FileSystemException e) {
      LOG.debug("cannot lock {}: {}", path, e);
      return null;
    } catch (IOException e) {
      throw WriteFailure.of(path, e, ELSEWHERE);
    }
  }

  /**
   * A new directory to write the entry of a key into, in place of any that cannot be used. Where
   * none can be created, or what is there cannot be deleted, one among the temporary files of the
   * system, which is deleted with its dataset.
   *
   * @param alone that nobody else makes entries: what is not whole was left by one that was killed
   */
  Path newPartial(String key, boolean alone) {
    try {
      Files.createDirectories(path);
      Path ignored = path.resolve(".gitignore");
      if (!Files.exists(ignored)) {
        Files.writeString(
            ignored,
            "# Cleaned datasets: made from the data beside, at any time.\n*\n",
            StandardOpenOption.CREATE_NEW);
      }
      AtomicFiles.deleteTree(entry(key)); // damaged, or of another catalogue
      deletePartials(alone);
      // Readable for whom the system's settings say, unlike a temporary directory.
      return Files.createDirectory(path.resolve(PARTIAL + UUID.randomUUID()));
    } catch (FileSystemException e) {
      warnOfRunOnly(e);
    } catch (UncheckedIOException e) {
      warnOfRunOnly(e);
    } catch (IOException e) {
      throw WriteFailure.of(path, e, ELSEWHERE);
    }
    try {
      return Files.createTempDirectory("seqrec-" + PARTIAL);
    } catch (IOException e) {
      throw WriteFailure.of(
          Path.of(System.getProperty("java.io.tmpdir")),
          e,
          ELSEWHERE + ", as " + path + " cannot be written either");
    }
  }

  private void warnOfRunOnly(Exception e) {
    LOG.warn(
        "cannot write to {} ({}); the cleaned dataset is kept for this run only; to keep it, set"
            + " seqrec4j.data.ingest.cache",
        path,
        e instanceof UncheckedIOException ? e.getMessage() : e.getClass().getSimpleName());
  }

  /** Whether a directory is one that other processes can find, when it is moved to its place. */
  boolean holds(Path partial) {
    return path.equals(partial.getParent());
  }

  /**
   * Moves a whole entry to its place; where the lock could not be had and another process was
   * faster, its own stays.
   */
  void publish(Path partial, String key) throws IOException {
    Path entry = entry(key);
    try {
      AtomicFiles.publishDirectory(partial, entry);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(entry)) {
        throw e;
      }
      LOG.debug("{} was written by another process meanwhile", entry);
    }
    clean(entry);
  }

  /** Deletes old entries. */
  private void clean(Path except) throws IOException {
    List<Path> entries;
    try (Stream<Path> files = Files.list(path)) {
      entries =
          files
              .filter(f -> Files.isDirectory(f) && !f.equals(except) && !isPartial(f))
              .sorted(Comparator.comparing(CacheDirectory::changed).reversed())
              .toList();
    }
    for (Path old : entries.subList(Math.min(KEPT - 1, entries.size()), entries.size())) {
      delete(old);
    }
  }

  /** Deletes what killed processes left, where others may be at work that of a day ago. */
  private void deletePartials(boolean alone) throws IOException {
    Instant abandoned = Instant.now().minus(ABANDONED);
    List<Path> all;
    try (Stream<Path> files = Files.list(path)) {
      all = files.filter(CacheDirectory::isPartial).toList();
    }
    for (Path partial : all) {
      // Hashes of inputs, which are files, are written without the lock.
      if ((alone && Files.isDirectory(partial))
          || changed(partial).toInstant().isBefore(abandoned)) {
        delete(partial);
      }
    }
  }

  private static boolean isPartial(Path file) {
    return file.getFileName().toString().startsWith(PARTIAL);
  }

  /** What is another user's stays. */
  private static void delete(Path old) {
    try {
      AtomicFiles.deleteTree(old);
    } catch (UncheckedIOException e) {
      LOG.info("{}; it can be removed by hand", e.getMessage());
    }
  }

  private static FileTime changed(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0); // another process deleted it
    } catch (IOException e) {
      throw WriteFailure.of(path, e, ELSEWHERE);
    }
  }
}
