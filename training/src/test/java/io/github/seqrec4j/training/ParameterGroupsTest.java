package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.ParameterGroup;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each weight moves by the factors of its group, and what does not decay keeps its size. */
final class ParameterGroupsTest {

  private static final double RATE = 0.1;
  private static final double DECAY = 0.5;

  private static final RecommenderSpec SPEC =
      TinyModel.spec(
          4,
          LastLayer.OUTPUTS,
          Objective.of(InBatch.builder().build(), new SoftmaxCrossEntropy()),
          new NoDistillation());

  /** Without gradient, a weight w becomes (1 - rate decay) w. */
  @Test
  void step_withoutGradient_decaysEachGroupByItsFactors() {
    ParameterGroups groups =
        ParameterGroups.builder()
            .decayed(ParameterGroups.Decayed.MATRICES)
            .itemEncoder(ParameterGroup.builder().rateFactor(0.5).build())
            .backbones(ParameterGroup.builder().decayFactor(0.25).build())
            .build();
    Map<String, Double> kept = ratios(groups);
    assertThat(kept.keySet()).anyMatch(n -> n.contains("bias")).anyMatch(n -> n.contains("gain"));
    kept.forEach(
        (name, ratio) -> {
          boolean matrix = name.endsWith("weight");
          double factor = name.startsWith("encoder.") ? 0.5 : 0.25;
          double expected = matrix ? 1 - RATE * DECAY * factor : 1;
          assertThat(ratio).as(name).isCloseTo(expected, within(1e-6));
        });
  }

  @Test
  void defaults_decayEverythingAlike_inOnePart() {
    ratios(new ParameterGroups())
        .forEach(
            (name, ratio) -> assertThat(ratio).as(name).isCloseTo(1 - RATE * DECAY, within(1e-6)));
    try (NDManager manager = NativeEngine.newManager()) {
      SequenceModel model = TinyModel.of(manager, SPEC, 0);
      ParameterArena arena = new ParameterArena(manager, model.parameters(), new ParameterGroups());
      assertThat(arena.parts()).hasSize(1);
    }
  }

  /** By name, what became of a weight that is not 0. */
  private static Map<String, Double> ratios(ParameterGroups groups) {
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(3);
      SequenceModel model = TinyModel.of(manager, SPEC, 0);
      Map<String, Parameter> parameters = model.parameters();
      ParameterArena arena = new ParameterArena(manager, parameters, groups);
      arena.requireGradient(false);
      arena.flat().addi(1); // biases start from 0
      Map<String, Float> before = firsts(parameters);
      TrainingSpec spec =
          TrainingSpec.builder()
              .optimizer(AdamW.builder().learningRate(RATE).weightDecay(DECAY).build())
              .groups(groups)
              .build();
      try (ModelOptimizer optimizer =
          new ModelOptimizer(manager, spec, arena, model.idTable(), 10)) {
        NDArray none = manager.zeros(new Shape(arena.flat().size()));
        optimizer.step(manager, 1, none, 0, new int[0], null);
      }
      Map<String, Double> ratios = new LinkedHashMap<>();
      firsts(parameters)
          .forEach(
              (name, now) -> ratios.put(name, (double) now / requireNonNull(before.get(name))));
      return ratios;
    }
  }

  private static Map<String, Float> firsts(Map<String, Parameter> parameters) {
    Map<String, Float> firsts = new LinkedHashMap<>();
    parameters.forEach((name, p) -> firsts.put(name, p.getArray().toFloatArray()[0]));
    return firsts;
  }

  @Test
  void optimizerWithoutDecay_refusesGroupsThatChangeIt() {
    Optimizer plain = new PlainSteps();
    ParameterGroups groups =
        ParameterGroups.builder().idTable(ParameterGroup.builder().decayFactor(0).build()).build();
    TrainingSpec dense = TrainingSpec.builder().optimizer(plain).idTable(RowUpdate.DENSE).build();
    assertThatThrownBy(() -> dense.toBuilder().groups(groups).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("groups: ")
        .hasMessageContaining("'plain' has none");
  }

  /** Steps along the gradient. */
  private record PlainSteps() implements Optimizer {
    @Override
    public String type() {
      return "plain";
    }

    @Override
    public double learningRate() {
      return 1;
    }

    @Override
    public List<String> moments() {
      return List.of();
    }

    @Override
    public void update(
        NDArray values, List<NDArray> moments, NDArray gradient, long step, double rate) {
      values.subi(gradient.muli(rate));
    }
  }
}
