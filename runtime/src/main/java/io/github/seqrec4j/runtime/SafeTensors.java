package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays in the safetensors format, written atomically and read only if their checksum fits.
 */
@Internal
public final class SafeTensors {

  private SafeTensors() {}

  /** Writes the arrays in their order; returns the file's SHA-256. */
  public static String write(Path file, Map<String, NDArray> arrays) throws IOException {
    NDList list = new NDList();
    arrays.forEach(
        (name, array) -> {
          array.setName(name);
          list.add(array);
        });
    AtomicFiles.write(file, out -> list.encode(out, NDList.Encoding.SAFETENSORS));
    return Sha256.ofFile(file);
  }

  /**
   * Reads arrays by name, owned by {@code owner}.
   *
   * @throws DataException if the file is missing or its checksum differs
   */
  public static Map<String, NDArray> read(NDManager owner, Path file, String sha256)
      throws IOException {
    check(file, sha256);
    return read(owner, file);
  }

  /**
   * Checks a file against its checksum.
   *
   * @throws DataException if the file is missing or its checksum differs
   */
  public static void check(Path file, String sha256) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + ": missing");
    }
    String actual = Sha256.ofFile(file);
    if (!actual.equals(sha256)) {
      throw new DataException(
          file
              + ": damaged: SHA-256 is "
              + actual
              + ", expected "
              + sha256
              + "; restore it from a copy or train again");
    }
  }

  /** Reads arrays by name from a file whose checksum fits. */
  public static Map<String, NDArray> read(NDManager owner, Path file) throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (NDArray array : NDList.decode(owner, in)) {
        arrays.put(array.getName(), array);
      }
    }
    return arrays;
  }
}
