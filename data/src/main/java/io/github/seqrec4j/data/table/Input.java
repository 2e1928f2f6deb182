package io.github.seqrec4j.data.table;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.CountedInputStream;
import io.github.seqrec4j.api.files.NativeLibrary;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, uncompressed as its name says, and what its failures mean. */
final class Input {

  private static final String GZIP = ".gz";
  private static final String ZSTANDARD = ".zst";
  private static final int BUFFER = 1 << 16;
  private static final NativeLibrary ZSTD = NativeLibrary.temporary("Zstandard", 1);

  private Input() {}

  /** The name of a file without its compression. */
  static String plainName(Path file) {
    String name = file.getFileName().toString();
    for (String ending : new String[] {GZIP, ZSTANDARD}) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  /**
   * Opens a file.
   *
   * @param progress is told of the bytes as they are in the file
   */
  static InputStream open(Path file, ByteProgress progress) throws IOException {
    String name = file.getFileName().toString();
    InputStream bytes = new CountedInputStream(Files.newInputStream(file), progress);
    try {
      if (name.endsWith(GZIP)) {
        return new GZIPInputStream(bytes, BUFFER);
      }
      return name.endsWith(ZSTANDARD) ? new ZstdInputStream(bytes) : bytes;
    } catch (LinkageError e) {
      bytes.close();
      throw ZSTD.failure(e);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * What an error of reading means.
   *
   * @param line last line that was read
   */
  static RuntimeException failure(Path file, long line, IOException e) {
    if (e instanceof CharacterCodingException) {
      return new DataException(
          file
              + ": after line "
              + Math.max(line, 1)
              + ": not valid UTF-8; convert the file to UTF-8",
          e);
    }
    if (e instanceof ZipException || e instanceof EOFException || e instanceof ZstdIOException) {
      return new DataException(
          file
              + ": damaged or truncated "
              + (file.toString().endsWith(ZSTANDARD) ? "zst" : "gzip")
              + " file after line "
              + line
              + ": "
              + (e.getMessage() == null ? "it ends too early" : e.getMessage())
              + "; write it again",
          e);
    }
    return new UncheckedIOException(file + ": " + e.getMessage(), e);
  }
}
