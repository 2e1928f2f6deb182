package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.ParameterGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All dense parameters of a model in one flat array, of which the parameters are views, those that
 * move alike side by side. So the optimiser updates each such part with a dozen operations instead
 * of a dozen per parameter, and a checkpoint is one array.
 */
final class ParameterArena {

  /**
   * Parameters side by side that move alike.
   *
   * @param from first number of {@link #flat()}
   * @param to number behind the last
   * @param factors on step size and weight decay
   */
  record Part(long from, long to, MoveFactors factors) {}

  private final NDArray flat;
  private final List<NDArray> views = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  /**
   * Moves the parameters' values into a new flat array of {@code manager} and makes each parameter
   * a view that requires its gradient.
   */
  ParameterArena(NDManager manager, Map<String, Parameter> parameters, ParameterGroups groups) {
    Map<MoveFactors, List<Parameter>> alike = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) ->
            alike
                .computeIfAbsent(MoveFactors.of(name, parameter, groups), f -> new ArrayList<>())
                .add(parameter));
    try (NDManager scratch = manager.newSubManager()) {
      NDList values = new NDList();
      for (List<Parameter> part : alike.values()) {
        for (Parameter parameter : part) {
          NDArray copy = parameter.getArray().reshape(-1);
          copy.attach(scratch);
          values.add(copy);
        }
      }
      flat = NDArrays.concat(values);
      flat.attach(manager);
    }
    long from = 0;
    for (Map.Entry<MoveFactors, List<Parameter>> part : alike.entrySet()) {
      long start = from;
      for (Parameter parameter : part.getValue()) {
        from = view(manager, parameter, from);
      }
      parts.add(new Part(start, from, part.getKey()));
    }
  }

  /** Makes a parameter a view of the numbers from here on; returns where the next begins. */
  private long view(NDManager manager, Parameter parameter, long from) {
    Shape shape = parameter.getArray().getShape();
    long to = from + shape.size();
    NDArray part = flat.get(new NDIndex("{}:{}", from, to));
    NDArray view = part.reshape(shape);
    part.close();
    parameter.close();
    // A parameter of known shape takes its array from its initialiser only.
    parameter.setInitializer((owner, wanted, type) -> view);
    parameter.initialize(manager, view.getDataType());
    view.setRequiresGradient(true);
    views.add(view);
    return to;
  }

  /** All parameters, (P). */
  NDArray flat() {
    return flat;
  }

  /** What of {@link #flat()} moves alike; the whole where no group differs. */
  List<Part> parts() {
    return parts;
  }

  /**
   * Takes the gradients of the backward passes since the last call, in the order of {@link
   * #flat()}: (P), owned by {@code owner}. They are zeroed, as the engine would add the next ones
   * to them.
   */
  NDArray takeGradient(NDManager owner) {
    NDList parts = new NDList();
    NDList gradients = new NDList();
    for (NDArray view : views) {
      NDArray gradient = view.getGradient();
      gradient.attach(owner);
      gradients.add(gradient);
      parts.add(gradient.reshape(-1));
    }
    NDArray taken = NDArrays.concat(parts);
    gradients.forEach(gradient -> gradient.subi(gradient));
    return taken;
  }

  /**
   * Whether operations on the parameters record a graph; switched off to evaluate and to serve, see
   * {@link io.github.seqrec4j.api.nn.ModelBlock#initialize}.
   */
  void requireGradient(boolean required) {
    views.forEach(view -> view.setRequiresGradient(required));
  }
}
