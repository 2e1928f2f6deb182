package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.Internal;
import java.util.Map;
import java.util.TreeSet;

/** Copies named weights between arrays. */
@Internal
public final class Weights {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  private Weights() {}

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
