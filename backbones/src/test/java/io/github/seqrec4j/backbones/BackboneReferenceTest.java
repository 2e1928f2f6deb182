package io.github.seqrec4j.backbones;

import static java.util.Objects.requireNonNull;
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
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole backbones against published code, stated in PyTorch, of the same weights: outputs, and the
 * gradients of item vectors and of every weight. See {@code backbones/README.md} for how the
 * numbers were made.
 *
 * <p>Shapes: B = 3 sequences of 6, 3 and 1 real slots, S = 6, D = 8.
 */
class BackboneReferenceTest {

  /** float32 along two paths, in parts of the largest number of an array. */
  private static final double TOLERANCE = 1e-5;

  private static final int SLOTS = 6;
  private static final int WIDTH = 8;

  static Stream<Arguments> backbones() {
    HstuBuilder hstu =
        Hstu.builder()
            .heads(2)
            .attentionWidth(3)
            .linearWidth(5)
            .dropout(0)
            .scalingLength(SLOTS + 1); // the code counts a slot of the output
    return Stream.of(
        Arguments.of("hstu-times", hstu.build()),
        Arguments.of("hstu-positions", hstu.timeBias(Hstu.TimeBias.NONE).build()),
        Arguments.of("ligr", Ligr.builder().dropout(0).expansion(2).build()));
  }

  @ParameterizedTest
  @MethodSource("backbones")
  void backbone_equalsTorch(String reference, SequenceBackbone backbone) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = read(manager, reference);
      Map<String, Parameter> parameters = new TreeMap<>();
      Block block = block(manager, backbone, arrays, parameters);
      NDList inputs = inputs(arrays);
      inputs.get(0).setRequiresGradient(true);
      parameters.values().forEach(p -> p.getArray().setRequiresGradient(true));
      NDArray real = array(arrays, "mask").expandDims(2);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray out =
            block
                .forward(new ParameterStore(manager, false), inputs, true)
                .singletonOrThrow()
                .mul(real);
        collector.backward(out.mul(array(arrays, "cotangent")).sum());
        checkClose("output", out, array(arrays, "output"));
      }
      checkClose("gradient", inputs.get(0).getGradient().mul(real), array(arrays, "gradient"));
      parameters.forEach(
          (name, parameter) ->
              checkClose(
                  "gradient of " + name,
                  parameter.getArray().getGradient(),
                  array(arrays, "gradient." + name)));
    }
  }

  @ParameterizedTest
  @MethodSource("backbones")
  void lastSlotAlone_equalsTorch(String reference, SequenceBackbone backbone) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = read(manager, reference);
      Block block = block(manager, backbone, arrays, new TreeMap<>());
      PairList<String, Object> last =
          new PairList<>(List.of(SequenceBackbone.LAST_SLOT), List.<Object>of(true));
      NDArray out =
          block
              .forward(new ParameterStore(manager, false), inputs(arrays), false, last)
              .singletonOrThrow();
      checkClose("output", out, array(arrays, "output").get(new NDIndex(":, {}:", SLOTS - 1)));
    }
  }

  private static Map<String, NDArray> read(NDManager manager, String reference) throws IOException {
    String resource = "/backbones/" + reference + ".npz";
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (InputStream in =
        requireNonNull(BackboneReferenceTest.class.getResourceAsStream(resource), resource)) {
      NDList.decode(manager, in).forEach(array -> arrays.put(array.getName(), array));
    }
    return arrays;
  }

  /** A block of the reference's weights, all of them; its parameters by dotted names. */
  private static Block block(
      NDManager manager,
      SequenceBackbone backbone,
      Map<String, NDArray> arrays,
      Map<String, Parameter> parameters) {
    Block block = backbone.newBlock(SequenceSchema.of(SLOTS, WIDTH));
    ModelBlock.initialize(block, manager, new Shape(1, SLOTS, WIDTH), new Shape(1, SLOTS));
    collect("", block, parameters);
    assertThat(parameters.keySet().stream().map(name -> "weight." + name))
        .as("weights of ours and of the reference")
        .containsExactlyInAnyOrderElementsOf(
            arrays.keySet().stream().filter(name -> name.startsWith("weight.")).toList());
    parameters.forEach(
        (name, parameter) -> {
          NDArray source = array(arrays, "weight." + name);
          assertThat(parameter.getArray().getShape()).as(name).isEqualTo(source.getShape());
          parameter.getArray().set(new NDIndex("..."), source);
        });
    return block;
  }

  private static void collect(String prefix, Block block, Map<String, Parameter> into) {
    for (Pair<String, Parameter> pair : block.getDirectParameters()) {
      into.put(prefix + pair.getKey(), pair.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) { // DJL counts children before names
      collect(prefix + child.getKey().replaceFirst("^\\d+", "") + ".", child.getValue(), into);
    }
  }

  private static NDList inputs(Map<String, NDArray> arrays) {
    NDList inputs = new NDList(array(arrays, "x"), array(arrays, "mask"));
    Stream.of("times", "requests").map(arrays::get).filter(Objects::nonNull).forEach(inputs::add);
    return inputs;
  }

  private static NDArray array(Map<String, NDArray> arrays, String name) {
    return requireNonNull(arrays.get(name), () -> name + " among " + arrays.keySet());
  }

  private static void checkClose(String what, NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
    float[] ours = actual.toFloatArray();
    float[] theirs = expected.toFloatArray();
    double largest = expected.abs().max().getFloat();
    assertThat(largest).as("largest number of " + what).isPositive();
    for (int i = 0; i < theirs.length; i++) {
      assertThat((double) ours[i])
          .as("%s[%d]", what, i)
          .isCloseTo(
              theirs[i], org.assertj.core.data.Offset.offset(TOLERANCE * Math.max(1, largest)));
    }
  }
}
