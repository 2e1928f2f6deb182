package io.github.seqrec4j.imports.download;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * What there is of a file so far, and beside it the mark ({@code ETag} or {@code Last-Modified}) by
 * which the server tells whether its file is still the same. Open for tests of what a disk may do.
 */
class PartialFile {

  private static final String REMEDY = "remove it, and the download begins anew";

  /** Printable characters on one line, as a header of HTTP has them. */
  private static final Pattern MARK = Pattern.compile("[ -~]{1,1000}");

  private final Path path;
  private final Path mark;

  PartialFile(Path path) {
    this.path = path;
    mark = path.resolveSibling(path.getFileName() + ".mark");
  }

  Path path() {
    return path;
  }

  /** Bytes that can be gone on from: none without a mark. */
  long size() throws IOException {
    return Files.exists(path) && Files.exists(mark) ? Files.size(path) : 0;
  }

  /**
   * The server's mark.
   *
   * @throws DataException if it is none that a server gives
   */
  String mark() throws IOException {
    String text = FileBoundary.read(mark, REMEDY, () -> Files.readString(mark));
    if (!MARK.matcher(text).matches()) {
      throw FileBoundary.damaged(mark.toString(), "it is no mark of a server", REMEDY);
    }
    return text;
  }

  /**
   * Begins anew.
   *
   * @param newMark empty where the server gives none that can be trusted; one that could not be
   *     sent back to it counts as none
   */
  OutputStream begin(String newMark) throws IOException {
    delete();
    OutputStream out = Files.newOutputStream(path);
    if (MARK.matcher(newMark).matches()) {
      try {
        Files.writeString(mark, newMark);
      } catch (IOException e) {
        out.close();
        throw e;
      }
    }
    return out;
  }

  /** Goes on behind what is there. */
  OutputStream append() throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.APPEND);
  }

  void delete() throws IOException {
    Files.deleteIfExists(mark);
    Files.deleteIfExists(path);
  }

  void moveTo(Path file) throws IOException {
    AtomicFiles.publish(path, file);
    Files.deleteIfExists(mark);
  }
}
