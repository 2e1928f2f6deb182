package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Item vectors that went through a file. */
final class StoredBlocks {

  private StoredBlocks() {}

  /**
   * Blocks of vectors.
   *
   * @param vectors (N+1) x columns numbers, the first row zero
   * @param file is written
   */
  static ItemBlocks of(float[] vectors, int columns, Path file) throws IOException {
    Shape shape = new Shape(vectors.length / columns, columns);
    try (NDManager manager = NativeEngine.newManager()) {
      SafeTensors.write(file, Map.of("items", HostArrays.of(manager, vectors, shape)));
    }
    try (SafeTensorsFile stored = SafeTensorsFile.open(file)) {
      return ItemBlocks.load(stored, "items", shape);
    }
  }
}
