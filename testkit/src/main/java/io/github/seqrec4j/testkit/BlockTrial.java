package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** A block, initialised from a seed, with what contracts do to it. */
final class BlockTrial {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  private final NDManager manager;
  private final Block block;
  private final ParameterStore store;

  /** Draws the parameters after seeding the engine. */
  BlockTrial(NDManager manager, int seed, Block block, Shape... inputShapes) {
    this.manager = manager;
    this.block = block;
    store = new ParameterStore(manager, false);
    Engine.getInstance().setRandomSeed(seed);
    ModelBlock.initialize(block, manager, inputShapes);
  }

  /** Standard normal numbers from a seed of their own. */
  static NDArray normal(NDManager manager, long seed, long... shape) {
    Random random = new Random(seed);
    Shape of = new Shape(shape);
    float[] values = new float[Math.toIntExact(of.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return HostArrays.of(manager, values, of);
  }

  /** Outputs without training. */
  NDList evaluate(NDList inputs) {
    return block.forward(store, inputs, false);
  }

  /** Outputs without training, the last slot alone asked for. */
  NDList evaluateLast(NDList inputs) {
    return block.forward(
        store,
        inputs,
        false,
        new PairList<>(List.of(SequenceBackbone.LAST_SLOT), List.<Object>of(true)));
  }

  /** Outputs in training, dropout drawn from a seed. */
  NDList train(int seed, NDList inputs) {
    Engine.getInstance().setRandomSeed(seed);
    return block.forward(store, inputs, true);
  }

  /** Parameters by unique name. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    for (Pair<String, Parameter> pair : block.getParameters()) {
      assertThat(found.put(pair.getKey(), pair.getValue()))
          .as("parameter name %s is used twice", pair.getKey())
          .isNull();
    }
    return found;
  }

  /** Runs forward in training and backward from a scalar of the outputs. */
  void backward(int seed, NDList inputs, Function<NDList, NDArray> loss) {
    parameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(train(seed, inputs)));
    }
  }

  /** Checks that every parameter got a finite gradient that is not zero throughout. */
  void checkGradients() {
    parameters()
        .forEach(
            (name, parameter) -> {
              NDArray gradient = parameter.getArray().getGradient();
              checkFinite("gradient of " + name, gradient);
              assertThat(largest(gradient)).as("largest gradient of %s", name).isGreaterThan(0);
            });
  }

  /** Copies parameters of the same names and shapes through a file's bytes. */
  void restore(BlockTrial saved) {
    NDList list = new NDList();
    saved
        .parameters()
        .forEach(
            (name, parameter) -> {
              NDArray array = parameter.getArray();
              array.setName(name);
              list.add(array);
            });
    if (list.isEmpty()) {
      return;
    }
    byte[] bytes = list.encode(NDList.Encoding.SAFETENSORS);
    Map<String, NDArray> read = new LinkedHashMap<>();
    NDList.decode(manager, bytes).forEach(array -> read.put(array.getName(), array));
    assertThat(read.keySet()).as("parameter names").isEqualTo(parameters().keySet());
    read.forEach(this::set);
  }

  /** The parameter's array. */
  NDArray array(String name) {
    Parameter parameter = parameters().get(name);
    if (parameter == null) {
      throw new AssertionError("no parameter " + name + " among " + parameters().keySet());
    }
    return parameter.getArray();
  }

  /** Overwrites one parameter. */
  void set(String name, NDArray value) {
    NDArray array = array(name);
    assertThat(value.getShape()).as("shape of %s", name).isEqualTo(array.getShape());
    boolean learns = array.hasGradient();
    array.setRequiresGradient(false); // the engine refuses to overwrite what it differentiates
    array.set(EVERYTHING, value);
    array.setRequiresGradient(learns);
  }

  static void checkFinite(String what, NDArray array) {
    for (float value : array.toFloatArray()) {
      assertThat(value).as(what).isFinite();
    }
  }

  /** Checks that two arrays agree within an absolute tolerance. */
  static void checkClose(String what, NDArray actual, NDArray expected, double tolerance) {
    assertThat(actual.getShape()).as("shape of " + what).isEqualTo(expected.getShape());
    checkFinite(what, actual);
    assertThat(difference(actual, expected))
        .as("largest difference of %s", what)
        .isLessThanOrEqualTo(tolerance);
  }

  /** Largest absolute difference. */
  static double difference(NDArray a, NDArray b) {
    return largest(a.sub(b));
  }

  static double largest(NDArray array) {
    double largest = 0;
    for (float value : array.toFloatArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
