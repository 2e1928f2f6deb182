package io.github.seqrec4j.data.ingest;

import com.google.gson.Gson;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of files. The hash of a file is remembered with its size, number, and times of change; it
 * is taken again whenever one of them is another. The time of the last change of status, which no
 * program can set, is among them; on a file system without it every file is read. A file that
 * changed within the last two seconds is not remembered, as a clock may not tell its next change.
 */
final class ContentHash {

  private static final Logger LOG = LoggerFactory.getLogger(ContentHash.class);
  private static final String FILE = "inputs.json";
  private static final long CLOCK_MILLIS = 2000;
  private static final int BUFFER = 1 << 20;

  private final Path memory;

  /** A remembered hash. */
  private record Entry(String state, String sha256) {}

  /** All remembered hashes by the absolute paths of the files. */
  private record Known(Map<String, Entry> files) {}

  /** Remembers in a directory, which need not exist. */
  ContentHash(Path directory) {
    memory = directory.resolve(FILE);
  }

  /** The hash of a file's content, in hexadecimal. */
  String of(Path file) {
    String name = file.toAbsolutePath().normalize().toString();
    long now = System.currentTimeMillis();
    try {
      FileTime changed = changed(file);
      if (changed == null) {
        return read(file);
      }
      String state = state(file);
      Map<String, Entry> known = known();
      Entry entry = known.get(name);
      if (entry != null && entry.state.equals(state)) {
        return entry.sha256;
      }
      String sha256 = read(file);
      if (changed.toMillis() < now - CLOCK_MILLIS && state.equals(state(file))) {
        known.put(name, new Entry(state, sha256));
        remember(known);
      }
      return sha256;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileTime changed(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (FileTime) Files.getAttribute(file, "unix:ctime")
        : null;
  }

  /** All by which a change of a file shows. */
  static String state(Path file) throws IOException {
    String attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("unix")
            ? "unix:size,ino,lastModifiedTime,ctime"
            : "size,lastModifiedTime";
    return new TreeMap<>(Files.readAttributes(file, attributes)).toString();
  }

  private static String read(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private Map<String, Entry> known() throws IOException {
    Map<String, Entry> known = new TreeMap<>();
    if (Files.isRegularFile(memory)) {
      try {
        String again = "inputs are read again";
        known.putAll(
            FileBoundary.read(
                    memory, again, () -> JsonRecords.parse(Files.readString(memory), Known.class))
                .files());
      } catch (DataException e) {
        LOG.info(e.getMessage());
      }
    }
    return known;
  }

  /** Writes what is known, if there is a directory for it. */
  private void remember(Map<String, Entry> known) {
    Path folder = memory.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try {
      Path partial = Files.createTempFile(folder, CacheDirectory.PARTIAL, FILE);
      try {
        Files.writeString(partial, new Gson().toJson(new Known(known)));
        AtomicFiles.publish(partial, memory);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      LOG.info("cannot write {}: {}; inputs are read again next time", memory, e.getMessage());
    }
  }
}
