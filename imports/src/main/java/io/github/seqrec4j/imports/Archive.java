package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Locale;
import java.util.zip.ZipError;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A source as a folder or file. A zip archive is read where it lies: nothing is unpacked, so no
 * entry of it can be written anywhere.
 */
final class Archive implements AutoCloseable {

  private final Path source;
  private final @Nullable FileSystem files;

  private Archive(Path source, @Nullable FileSystem files) {
    this.source = source;
    this.files = files;
  }

  /**
   * Opens a source.
   *
   * @throws DataException if there is none, or it is a damaged archive
   */
  static Archive open(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new DataException(source + ": no such file or folder; name what is to be imported");
    }
    if (Files.isDirectory(source)
        || !SourceFiles.name(source).toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return new Archive(source, null);
    }
    try {
      FileSystem files = FileSystems.newFileSystem(source);
      return new Archive(files.getPath("/"), files);
    } catch (ZipException | ZipError | ProviderNotFoundException e) {
      throw new DataException(
          source + ": cannot be read as a zip archive: " + e.getMessage() + "; get it again", e);
    }
  }

  /** The folder or file. */
  Path source() {
    return source;
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
