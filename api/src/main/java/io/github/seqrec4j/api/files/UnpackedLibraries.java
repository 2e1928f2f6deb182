package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries that a process unpacked once and all later ones load. One that was cut short
 * does not fail to load: the process dies where it reads behind the end. So their lengths are held
 * against the jar's before they are loaded.
 */
@Internal
public final class UnpackedLibraries {

  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibraries.class);

  private UnpackedLibraries() {}

  /** Where libraries come from. */
  @FunctionalInterface
  public interface Resources {
    /** The resource that a file was unpacked from, by the file's name; null where there is none. */
    @Nullable URL find(String file) throws IOException;
  }

  /**
   * Removes a folder with a library that is not of the length of the one on the class path, so that
   * all of it is unpacked again.
   *
   * @param folder that of the libraries alone; it need not exist
   * @param resources where the files of the folder were unpacked from
   */
  public static void check(Path folder, Resources resources) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      List<Path> files;
      try (Stream<Path> listed = Files.list(folder)) {
        files = listed.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        URL origin = resources.find(file.getFileName().toString());
        long expected = origin == null ? -1 : length(origin);
        if (expected >= 0 && Files.size(file) != expected) {
          LOG.warn(
              "{}: {} bytes instead of {}: damaged; the folder is removed and unpacked again",
              file,
              Files.size(file),
              expected);
          AtomicFiles.deleteTree(folder);
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Unpacks libraries, unless their folder is there. It appears whole; of processes that do so at
   * once one is heard.
   *
   * @param folder that of the libraries alone
   * @param names of all files; where one has no resource, nothing is done
   * @param resources where they are unpacked from
   * @throws IOException if they cannot be written; nothing is left then
   */
  public static void unpack(Path folder, List<String> names, Resources resources)
      throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Map<String, URL> origins = new LinkedHashMap<>();
    for (String name : names) {
      URL origin = resources.find(name);
      if (origin == null) {
        return;
      }
      origins.put(name, origin);
    }
    Files.createDirectories(folder.getParent());
    Path partial = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectory(partial);
      for (Map.Entry<String, URL> origin : origins.entrySet()) {
        try (InputStream in = origin.getValue().openStream()) {
          Files.copy(in, partial.resolve(origin.getKey()));
        }
      }
      AtomicFiles.publishDirectory(partial, folder);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      LOG.debug("{} was unpacked by another process meanwhile", folder);
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  /** Of the content, from the jar's directory; -1 where it cannot be told. */
  private static long length(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(true); // the jar of a class loader, which is not to be closed
    return connection.getContentLengthLong();
  }
}
