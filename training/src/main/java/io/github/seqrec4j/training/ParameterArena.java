package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All dense parameters of a model in one flat array, of which the parameters are views. So the
 * optimiser updates the whole model with a dozen operations instead of a dozen per parameter, and a
 * checkpoint is one array.
 */
final class ParameterArena {

  private final NDArray flat;
  private final List<NDArray> views = new ArrayList<>();

  /**
   * Moves the parameters' values into a new flat array of {@code manager} and makes each parameter
   * a view that requires its gradient.
   */
  ParameterArena(NDManager manager, Map<String, Parameter> parameters) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList values = new NDList();
      for (Parameter parameter : parameters.values()) {
        NDArray copy = parameter.getArray().reshape(-1);
        copy.attach(scratch);
        values.add(copy);
      }
      flat = NDArrays.concat(values);
      flat.attach(manager);
    }
    long from = 0;
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      Parameter parameter = entry.getValue();
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
      from = to;
    }
  }

  /** All parameters, (P). */
  NDArray flat() {
    return flat;
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
