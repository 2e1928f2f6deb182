package io.github.seqrec4j.api.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.seqrec4j.api.nn.TransformerLayer.Form;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import io.github.seqrec4j.api.nn.TransformerLayer.Residual;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our layers against PyTorch's modules of the same weights: output and input gradient. See {@code
 * layers/README.md} for how the numbers were made.
 *
 * <p>Shapes: B = 3 sequences of 6, 3 and 1 real slots, S = 6, D = 8.
 */
class LayerReferenceTest {

  /** float32 along two paths of about a hundred additions. */
  private static final float TOLERANCE = 1e-5f;

  private static final int WIDTH = 8;
  private static final int SLOTS = 6;
  private static final int HIDDEN = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gru_equalsTorch(int layers) throws IOException {
    try (Case reference = new Case("gru-" + layers)) {
      Block[] stack = new Block[layers];
      for (int i = 0; i < layers; i++) {
        stack[i] = new GruLayer(i == 0 ? WIDTH : HIDDEN, HIDDEN);
        stack[i].initialize(
            reference.manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(1, SLOTS, WIDTH));
        reference.load("layer" + i + ".", stack[i]);
      }
      reference.check(
          (store, x) -> {
            NDArray h = x;
            for (Block layer : stack) {
              h = ModelBlock.apply(store, layer, h, true);
            }
            return h;
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, RELU", "POST, GELU", "PRE, RELU", "PRE, GELU"})
  void transformer_onPackedRows_equalsTorch(Norm norm, Nonlinearity activation) throws IOException {
    try (Case reference = transformer(norm, activation)) {
      TransformerLayer layer = layer(reference, norm, activation);
      Rows rows = Rows.of(reference.array("mask"));
      reference.check(
          (store, x) ->
              rows.unpack(layer.forward(store, rows.pack(x), rows, reference.bias(), true)));
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, RELU", "POST, GELU", "PRE, RELU", "PRE, GELU"})
  void transformer_onPaddedSlots_equalsTorch(Norm norm, Nonlinearity activation)
      throws IOException {
    try (Case reference = transformer(norm, activation)) {
      TransformerLayer layer = layer(reference, norm, activation);
      reference.check((store, x) -> layer.forward(store, x, x, reference.bias(), true));
    }
  }

  @Test
  void gatedTransformer_equalsTorch() throws IOException {
    try (Case reference = new Case("transformer-gated-swiglu")) {
      Form form =
          Form.builder()
              .norm(Norm.PRE)
              .activation(Nonlinearity.SWIGLU)
              .expansion(2)
              .residual(Residual.GATED)
              .build();
      TransformerLayer layer = layer(reference, form);
      reference.check((store, x) -> layer.forward(store, x, x, reference.bias(), true));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "3, 2", "2, 4"})
  void causalConvolution_equalsTorch(int kernel, int dilation) throws IOException {
    try (Case reference = new Case("convolution-" + kernel + "-" + dilation)) {
      CausalConvolution convolution = new CausalConvolution(WIDTH, HIDDEN, kernel, dilation);
      ModelBlock.initialize(convolution, reference.manager, new Shape(1, SLOTS, WIDTH));
      reference.load("", convolution);
      Rows rows = Rows.of(reference.array("mask"));
      reference.check(
          (store, x) -> rows.unpack(convolution.forward(store, rows.pack(x), rows, true)));
    }
  }

  private static Case transformer(Norm norm, Nonlinearity activation) throws IOException {
    return new Case(("transformer-" + norm + "-" + activation).toLowerCase(java.util.Locale.ROOT));
  }

  private static TransformerLayer layer(Case reference, Norm norm, Nonlinearity activation) {
    return layer(reference, Form.builder().norm(norm).activation(activation).expansion(2).build());
  }

  private static TransformerLayer layer(Case reference, Form form) {
    TransformerLayer layer = new TransformerLayer(WIDTH, 2, 0, form);
    ModelBlock.initialize(layer, reference.manager, new Shape(1, SLOTS, WIDTH));
    reference.load("", layer);
    return layer;
  }

  @FunctionalInterface
  private interface Forward {
    NDArray apply(ParameterStore store, NDArray x);
  }

  /** The arrays of one file. */
  private static final class Case implements AutoCloseable {
    final NDManager manager = NDManager.newBaseManager();
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    Case(String name) throws IOException {
      String resource = "/layers/" + name + ".npz";
      try (InputStream in =
          requireNonNull(LayerReferenceTest.class.getResourceAsStream(resource), resource)) {
        for (NDArray array : NDList.decode(manager, in)) {
          arrays.put(array.getName(), array);
        }
      }
    }

    NDArray array(String name) {
      return requireNonNull(arrays.get(name), () -> name + " among " + arrays.keySet());
    }

    /** Causal and key-padding bias, (B, 1, S, S). */
    NDArray bias() {
      return AttentionBias.ofKeys(array("mask"), AttentionBias.HIDE_SLOT)
          .add(AttentionBias.causal(manager, SLOTS));
    }

    /** Sets the parameters of a block from the weights under a prefix, every one of them. */
    void load(String prefix, Block block) {
      Set<String> left = new HashSet<>();
      arrays.keySet().stream()
          .filter(name -> name.startsWith("weight." + prefix))
          .forEach(left::add);
      load("weight." + prefix, block, left);
      assertThat(left).as("weights of the reference that ours lacks").isEmpty();
    }

    private void load(String prefix, Block block, Set<String> left) {
      for (Pair<String, ai.djl.nn.Parameter> pair : block.getDirectParameters()) {
        NDArray target = pair.getValue().getArray();
        NDArray source = array(prefix + pair.getKey());
        assertThat(source.getShape()).as(pair.getKey()).isEqualTo(target.getShape());
        target.setRequiresGradient(false);
        target.set(new NDIndex("..."), source);
        target.setRequiresGradient(true);
        left.remove(prefix + pair.getKey());
      }
      for (Pair<String, Block> child : block.getChildren()) {
        load(prefix + child.getKey().replaceFirst("^\\d+", "") + ".", child.getValue(), left);
      }
    }

    /** Compares output and input gradient at real slots. */
    void check(Forward forward) {
      NDArray x = array("x");
      NDArray real = array("mask").expandDims(2);
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray out = forward.apply(new ParameterStore(manager, false), x).mul(real);
        collector.backward(out.mul(array("cotangent")).sum());
        close("output", out, array("output"));
      }
      close("gradient", x.getGradient().mul(real), array("gradient"));
    }

    private static void close(String what, NDArray actual, NDArray expected) {
      assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
      float[] ours = actual.toFloatArray();
      float[] theirs = expected.toFloatArray();
      for (int i = 0; i < theirs.length; i++) {
        assertThat(ours[i])
            .as("%s[%d]", what, i)
            .isCloseTo(theirs[i], org.assertj.core.data.Offset.offset(TOLERANCE));
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
