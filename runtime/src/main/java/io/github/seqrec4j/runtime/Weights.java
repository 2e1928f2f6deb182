package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.github.seqrec4j.api.Internal;
import java.util.Map;
import java.util.TreeSet;

/**
 * Parameters of blocks by stable, readable names such as {@code
 * encoder.fusion.layer0.attention.query.weight}.
 */
@Internal
public final class Weights {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  private Weights() {}

  /**
   * Adds the parameters of a block and its children in their order; DJL's ordinal prefixes of
   * children are dropped.
   */
  public static void collect(String prefix, Block block, Map<String, Parameter> found) {
    for (Pair<String, Parameter> pair : block.getDirectParameters()) {
      found.put(prefix + "." + pair.getKey(), pair.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) {
      collect(prefix + "." + child.getKey().replaceFirst("^\\d+", ""), child.getValue(), found);
    }
  }

  /**
   * Copies saved arrays into parameters.
   *
   * @throws IllegalArgumentException if an array is missing or has another shape
   */
  public static void restore(Map<String, Parameter> parameters, Map<String, NDArray> saved) {
    parameters.forEach((name, parameter) -> copy(saved, name, parameter.getArray()));
  }

  /** Copies one saved array into another of the same shape. */
  public static void copy(Map<String, NDArray> saved, String name, NDArray target) {
    NDArray source = saved.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "no array '" + name + "' among the saved ones: " + new TreeSet<>(saved.keySet()));
    }
    if (!source.getShape().equals(target.getShape())) {
      throw new IllegalArgumentException(
          "array '"
              + name
              + "' has shape "
              + source.getShape()
              + ", expected "
              + target.getShape());
    }
    // Not copyTo: it goes through a Java buffer, and through a part of the engine that warns.
    target.set(EVERYTHING, source);
  }
}
