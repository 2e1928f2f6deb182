package io.github.seqrec4j.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The formulas of the fusions, computed in plain Java over the same parameters: one item of an ID
 * of one token and a text of two, D = 3.
 */
final class FusionNumbersTest {

  private static final int D = 3;
  private static final double ROUNDING = 1e-5; // floats against doubles
  private static final float[] ID = {0.5f, -1, 2};
  private static final float[] TEXT = {1, 0.25f, -0.5f, -2, 1.5f, 0.75f}; // two tokens
  private static final double[] FIRST = {1, 0.25, -0.5};

  private final NDManager manager = NativeEngine.newManager();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Outputs of a block whose parameters are all set to random numbers; per branch (D). */
  private List<float[]> outputs(Fusion fusion, float... textMask) {
    Block block = fusion.newBlock(List.of(Modality.ID, Modality.TEXT), D);
    Engine.getInstance().setRandomSeed(3);
    Shape id = new Shape(1, 1, D);
    Shape text = new Shape(1, 2, D);
    ModelBlock.initialize(block, manager, id, new Shape(1, 1), text, new Shape(1, 2));
    ParameterNames.collect("fusion", block, parameters);
    SplittableRandom random = new SplittableRandom(5);
    parameters
        .values()
        .forEach(
            parameter -> {
              NDArray array = parameter.getArray(); // also those that start at zero
              float[] drawn = new float[(int) array.size()];
              for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) random.nextDouble(-1, 1);
              }
              array.set(drawn);
            });
    NDList inputs =
        new NDList(
            HostArrays.of(manager, ID, id),
            manager.ones(new Shape(1, 1)),
            HostArrays.of(manager, TEXT, text),
            HostArrays.of(manager, textMask, new Shape(1, 2)));
    return block.forward(new ParameterStore(manager, false), inputs, false).stream()
        .map(NDArray::toFloatArray)
        .toList();
  }

  private float[] parameter(String name) {
    return Objects.requireNonNull(parameters.get("fusion." + name), () -> "of " + parameters)
        .getArray()
        .toFloatArray();
  }

  /** W x, W row by row. */
  private static double[] times(float[] w, double... x) {
    double[] y = new double[w.length / x.length];
    for (int i = 0; i < w.length; i++) {
      y[i / x.length] += w[i] * x[i % x.length];
    }
    return y;
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  private static double[] softmax(double... x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value);
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.exp(x[i]) / sum;
    }
    return y;
  }

  private static void assertClose(float[] actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("number %d", i).isCloseTo(expected[i], within(ROUNDING));
    }
  }

  @Test
  void sum_addsFirstTokens() {
    assertClose(outputs(new SumFusion(), 1, 1).get(0), 1.5, -0.75, 1.5);
  }

  @Test
  void concat_mapsFirstTokensSideBySide() {
    float[] out = outputs(new ConcatFusion(), 1, 1).get(0);
    double[] mapped = times(parameter("map.weight"), 0.5, -1, 2, 1, 0.25, -0.5);
    float[] bias = parameter("map.bias");
    for (int d = 0; d < D; d++) {
      mapped[d] += bias[d];
    }
    assertClose(out, mapped);
  }

  private double[] gated(boolean withText) {
    double[] expected = new double[D];
    double[] all = {0.5, -1, 2, 1, 0.25, -0.5};
    for (String modality : withText ? List.of("id", "text") : List.of("id")) {
      double[] x = modality.equals("id") ? doubles(ID) : FIRST;
      double[] h = times(parameter("map_" + modality + ".weight"), x);
      double[] z = times(parameter("gate_" + modality + ".weight"), all);
      for (int d = 0; d < D; d++) {
        expected[d] += Math.tanh(h[d]) / (1 + Math.exp(-z[d]));
      }
    }
    return expected;
  }

  @Test
  void gated_weighsNumbersOfModalities() {
    float[] out = outputs(new GatedFusion(), 1, 1).get(0);
    assertClose(out, gated(true));
  }

  @Test
  void gated_withoutText_isTheIdAlone() {
    float[] out = outputs(new GatedFusion(), 0, 0).get(0);
    assertClose(out, gated(false));
  }

  /** Over the first tokens of ID, text, text. */
  private double[] pooled(int tokens) {
    double[][] x = {doubles(ID), FIRST, {-2, 1.5, 0.75}};
    double[] scores = new double[tokens];
    float[] bias = parameter("map.bias");
    for (int k = 0; k < tokens; k++) {
      double[] hidden = times(parameter("map.weight"), x[k]);
      for (int d = 0; d < D; d++) {
        hidden[d] = Math.tanh(hidden[d] + bias[d]);
      }
      scores[k] = times(parameter("query.weight"), hidden)[0];
    }
    double[] weights = softmax(scores);
    double[] expected = new double[D];
    for (int k = 0; k < tokens; k++) {
      for (int d = 0; d < D; d++) {
        expected[d] += weights[k] * x[k][d];
      }
    }
    return expected;
  }

  @Test
  void attention_poolsTokensOfAllModalities() {
    float[] out = outputs(new AttentionPooling(), 1, 1).get(0);
    assertClose(out, pooled(3));
  }

  @Test
  void attention_passesOverTokensThatAreMissing() {
    float[] out = outputs(new AttentionPooling(), 1, 0).get(0);
    assertClose(out, pooled(2));
  }

  private double[] adapted() {
    double[] gates = softmax(times(parameter("adaptor_text.gate.weight"), FIRST));
    double[] expected = new double[D];
    for (int k = 0; k < gates.length; k++) {
      float[] centre = parameter("adaptor_text.centre" + k);
      double[] centred = new double[D];
      for (int d = 0; d < D; d++) {
        centred[d] = FIRST[d] - centre[d];
      }
      double[] mapped = times(parameter("adaptor_text.expert" + k + ".weight"), centred);
      for (int d = 0; d < D; d++) {
        expected[d] += gates[k] * mapped[d];
      }
    }
    return expected;
  }

  private static MixtureOfExperts experts(MixtureOfExperts.Stage stage) {
    return MixtureOfExperts.builder().experts(2).stage(stage).build();
  }

  @Test
  void mixtureOfExperts_late_adaptsTextAndLeavesTheId() {
    List<float[]> out = outputs(experts(MixtureOfExperts.Stage.LATE), 1, 1);
    assertClose(out.get(0), 0.5, -1, 2);
    assertClose(out.get(1), adapted());
  }

  @Test
  void mixtureOfExperts_early_addsBoth() {
    float[] out = outputs(experts(MixtureOfExperts.Stage.EARLY), 1, 1).get(0);
    double[] expected = adapted();
    for (int d = 0; d < D; d++) {
      expected[d] += ID[d];
    }
    assertClose(out, expected);
  }

  @Test
  void mixtureOfExperts_early_withoutText_isTheId() {
    assertClose(outputs(experts(MixtureOfExperts.Stage.EARLY), 0, 0).get(0), 0.5, -1, 2);
  }
}
