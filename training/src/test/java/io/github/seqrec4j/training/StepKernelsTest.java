package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepKernelsTest {

  @TempDir private static Path data;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data);
  }

  private static RecommenderSpec spec() {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
        .backbone(SasRec.builder().layers(1).dropout(0).build())
        .distillation(OnlineDistillation.sigmoid(1, 2))
        .maxLength(6)
        .training(TrainingSpec.builder().epochs(2).batchSize(16).seed(5).build())
        .build();
  }

  @Test
  void loss_isTheSameEachTimeAndLeavesNothing() {
    try (Dataset dataset = Dataset.open(data);
        StepKernels kernels = new StepKernels(spec(), dataset)) {
      double first = kernels.loss();
      long arrays = NativeArrays.count();

      assertThat(kernels.loss()).isEqualTo(first).isGreaterThan(0);
      assertThat(kernels.logits()).isGreaterThan(3 * 16);
      assertThat(NativeArrays.count()).isEqualTo(arrays);
    }
  }

  /** Or the optimiser would be measured without what follows from a step. */
  @Test
  void optimise_movesWhatTheStepsRead() {
    try (Dataset dataset = Dataset.open(data);
        StepKernels kernels = new StepKernels(spec(), dataset);
        StepKernels moved = new StepKernels(spec(), dataset)) {
      double norm = moved.optimise();
      for (int i = 0; i < 20; i++) {
        moved.optimise();
      }

      assertThat(norm).isGreaterThan(0);
      assertThat(moved.step()).isNotEqualTo(kernels.step());
    }
  }

  @Test
  void step_isThatOfTheTraining() {
    List<Double> told = new ArrayList<>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.StepFinished step) {
            told.add(step.crossEntropy() + step.distillation());
          }
        };
    try (Dataset dataset = Dataset.open(data)) {
      Trainer.create().fit(spec(), dataset, listener).close();
      try (StepKernels kernels = new StepKernels(spec(), dataset)) {
        assertThat(kernels.step()).isEqualTo(told.get(0));
        assertThat(kernels.step()).isEqualTo(told.get(1));
      }
    }
  }

  /** A listener that hears phases too. */
  private static final class Phases implements TrainingListener, StepClock {

    private final List<Phase> begun = new ArrayList<>();
    private final List<List<Phase>> steps = new ArrayList<>();

    @Override
    public void begin(Phase phase) {
      begun.add(phase);
    }

    @Override
    public void onEvent(TrainingEvent event) {
      if (event instanceof TrainingEvent.StepFinished) {
        steps.add(List.copyOf(begun));
        begun.clear();
      }
    }
  }

  @Test
  void clock_hearsEveryPhaseOfEveryStepInOrder() {
    Phases phases = new Phases();
    try (Dataset dataset = Dataset.open(data)) {
      Trainer.create().fit(spec(), dataset, phases).close();
    }

    assertThat(phases.steps)
        .hasSizeGreaterThan(2)
        .allSatisfy(
            step ->
                assertThat(step)
                    .containsExactly(
                        StepClock.Phase.DATA,
                        StepClock.Phase.OPTIMIZER,
                        StepClock.Phase.DATA,
                        StepClock.Phase.ITEM_ENCODER,
                        StepClock.Phase.BACKBONES,
                        StepClock.Phase.LOSS,
                        StepClock.Phase.BACKWARD,
                        StepClock.Phase.OPTIMIZER));
  }

  @Test
  void logits_ofTheFullCatalogue_areOfEveryItem() {
    RecommenderSpec full =
        spec().toBuilder().objective(Objective.of(new Full(), new SoftmaxCrossEntropy())).build();
    try (Dataset dataset = Dataset.open(data);
        StepKernels kernels = new StepKernels(full, dataset)) {
      assertThat(kernels.loss()).isGreaterThan(0);
      assertThat(kernels.logits() % TinyData.ITEMS).isZero();
    }
  }
}
