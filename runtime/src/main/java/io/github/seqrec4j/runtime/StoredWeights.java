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

/** Weights of a part of a model as Java forms ask for them; what nobody asks for is not its. */
final class StoredWeights {

  /** What the names of the item encoder's arrays begin with. */
  private static final String ENCODER = "encoder.";

  private final SafeTensorsFile file;
  private final String part;
  private final Set<String> unread;

  private StoredWeights(SafeTensorsFile file, String part, String prefix) {
    this.file = file;
    this.part = part;
    unread = SavedBackbones.stored(file, prefix);
  }

  /** Those of the backbones. */
  static StoredWeights ofBackbones(SafeTensorsFile file) {
    return new StoredWeights(file, SavedBackbones.PART, SavedBackbones.PREFIX);
  }

  /** Those of the item encoder. */
  static StoredWeights ofItemEncoder(SafeTensorsFile file) {
    return new StoredWeights(file, "item encoder", ENCODER);
  }

  /** The backbone's of a branch. */
  NamedWeights of(Branch branch) {
    return (name, shape) -> read(SavedBackbones.PREFIX + branch + "." + name, shape);
  }

  /** The item encoder's. */
  NamedWeights encoder() {
    return (name, shape) -> read(ENCODER + name, shape);
  }

  private float[] read(String name, int... dimensions) {
    if (!file.shapes().containsKey(name)) {
      throw SavedBackbones.misfit(file, part, Set.of(name), Set.of());
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
   * Checks that the file has no further weights of this part.
   *
   * @throws io.github.seqrec4j.api.DataException naming some
   */
  void checkAllRead() {
    if (!unread.isEmpty()) {
      throw SavedBackbones.misfit(file, part, Set.of(), new TreeSet<>(unread));
    }
  }
}
