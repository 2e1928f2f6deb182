package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.distill.SigmoidRampUp;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.Correction;
import io.github.seqrec4j.objectives.Popularity;
import io.github.seqrec4j.objectives.Scope;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.objectives.Uniform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sampler with every loss and every kind of distillation learns. */
final class ObjectivesTrainTest {

  private static final int MAX_LENGTH = 5;
  private static final int SEQUENCES = 12;
  private static final int STEPS = 10;

  /** Steps whose mean loss is compared: negatives are drawn anew in each. */
  private static final int COMPARED = 3;

  static Stream<Arguments> combinations() {
    List<CandidateSampler> samplers =
        new ArrayList<>(Components.of(CandidateSampler.class).all()); // with their defaults
    samplers.add(new Uniform(6, Scope.ROW, Correction.NONE));
    samplers.add(new Popularity(6, 0.75, Scope.ROW, Correction.CATALOGUE));
    List<Loss> losses = new ArrayList<>(Components.of(Loss.class).all());
    losses.add(new SoftmaxCrossEntropy(0.5));
    List<Distillation> distillations =
        List.of(
            new NoDistillation(),
            OnlineDistillation.sigmoid(1, 5),
            OnlineDistillation.reference(2, new SigmoidRampUp()));
    return samplers.stream()
        .flatMap(
            sampler ->
                losses.stream()
                    .flatMap(
                        loss -> distillations.stream().map(d -> Arguments.of(sampler, loss, d))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void combination_learns(CandidateSampler sampler, Loss loss, Distillation distillation) {
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(3);
      RecommenderSpec spec =
          RecommenderSpec.builder()
              .itemEncoder(
                  MultiModalItemEncoder.builder()
                      .modalities(Modality.ID, Modality.TEXT)
                      .width(TinyModel.WIDTH)
                      .fusion(new LateFusion(0))
                      .build())
              .backbone(SasRec.builder().layers(1).dropout(0).build())
              .objective(Objective.of(sampler, loss))
              .distillation(distillation)
              .maxLength(MAX_LENGTH)
              .build();
      SequenceModel model = TinyModel.of(manager, spec, 0);
      double[] losses = train(manager, model);
      double first = mean(losses, 0);
      double last = mean(losses, STEPS - COMPARED);
      assertThat(last).as("loss after %d steps, %s at first", STEPS, first).isLessThan(0.9 * first);
    }
  }

  private static double mean(double[] losses, int from) {
    double sum = 0;
    for (int step = from; step < from + COMPARED; step++) {
      sum += losses[step];
    }
    return sum / COMPARED;
  }

  /** Losses of the steps, without distillation. */
  private static double[] train(NDManager manager, SequenceModel model) {
    ParameterArena arena = new ParameterArena(manager, model.parameters(), new ParameterGroups());
    TrainingSpec training =
        TrainingSpec.builder().optimizer(AdamW.builder().learningRate(0.03).build()).build();
    ModelOptimizer optimizer = new ModelOptimizer(manager, training, arena, model.idTable(), STEPS);
    EventBatch batch = EventBatch.of(MAX_LENGTH + 1, slots());
    CandidateSampler.Sampler sampler = model.spec().objective().sampler().sampler(TinyModel.COUNTS);
    double[] losses = new double[STEPS];
    for (int step = 1; step <= STEPS; step++) {
      SplittableRandom random = new SplittableRandom(step);
      BatchInputs inputs =
          BatchInputs.of(model.userEncoder(), model.spec().backbone().task(), batch, random);
      Candidates candidates = sampler.candidates(inputs.of(batch), random);
      try (NDManager scratch = manager.newSubManager()) {
        optimizer.beforeStep(scratch, step, TrainingStep.rowItems(candidates));
        TrainingStep.Pass pass =
            new TrainingStep(model).run(scratch, batch, inputs, candidates, weight(model));
        losses[step - 1] = pass.loss().loss();
        assertThat(pass.loss().distillation()).isFinite();
        NDArray rows = requireNonNull(pass.idRows()).getGradient();
        rows.attach(scratch);
        NDArray gradient = arena.takeGradient(scratch);
        double norm = ModelOptimizer.norm(gradient, rows);
        optimizer.step(scratch, step, gradient, norm, pass.rowItems(), rows);
        assertThat(norm).as("gradient norm of step %d", step).isFinite().isPositive();
      }
    }
    return losses;
  }

  private static double weight(SequenceModel model) {
    return model.spec().distillation().weight(3);
  }

  /** Sequences in which an item is followed by the next or the one after. */
  private static int[] slots() {
    SplittableRandom random = new SplittableRandom(1);
    int[] slots = new int[SEQUENCES * (MAX_LENGTH + 1)];
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      int item = random.nextInt(TinyModel.ITEMS);
      for (int s = sequence % 3; s <= MAX_LENGTH; s++) { // some begin with padding
        slots[sequence * (MAX_LENGTH + 1) + s] = 1 + item;
        item = (item + 1 + random.nextInt(2)) % TinyModel.ITEMS;
      }
    }
    return slots;
  }
}
