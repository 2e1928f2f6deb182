package io.github.seqrec4j.runtime;

import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.NamedWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Weights of backbones as Java forms ask for them; what nobody asks for is no backbone's. */
final class StoredWeights {

  private final SafeTensorsFile file;
  private final Set<String> unread;

  StoredWeights(SafeTensorsFile file) {
    this.file = file;
    unread = SavedBackbones.stored(file);
  }

  /** Those of a branch. */
  NamedWeights of(Branch branch) {
    return (name, shape) -> read(SavedBackbones.PREFIX + branch + "." + name, shape);
  }

  private float[] read(String name, int... dimensions) {
    if (!file.shapes().containsKey(name)) {
      throw SavedBackbones.misfit(file, Set.of(name), Set.of());
    }
    unread.remove(name);
    Shape shape = new Shape(Arrays.stream(dimensions).asLongStream().toArray());
    try {
      return floats(name, shape);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file is asked before memory is taken. */
  private float[] floats(String name, Shape shape) throws IOException {
    file.check(name, shape);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    file.readFloats(
        name,
        shape,
        (FloatBuffer piece, long from) -> piece.get(numbers, (int) from, piece.remaining()));
    return numbers;
  }

  /**
   * Checks that the file's backbones have no further weights.
   *
   * @throws io.github.seqrec4j.api.DataException naming some
   */
  void checkAllRead() {
    if (!unread.isEmpty()) {
      throw SavedBackbones.misfit(file, Set.of(), new TreeSet<>(unread));
    }
  }
}
