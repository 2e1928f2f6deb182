package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.fusion.SumFusion;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered next-item backbone, its parameters being views of the arena, learns a batch. */
class BackboneTrainingTest {

  private static final int ITEMS = 12;
  private static final int SLOTS = 6; // S + 1
  private static final int STEPS = 40;

  static Stream<SequenceBackbone> backbones() {
    return Components.of(SequenceBackbone.class).all().stream()
        .filter(backbone -> backbone.task() == SequenceTask.NEXT_ITEM);
  }

  @ParameterizedTest
  @MethodSource("backbones")
  void loss_ofOneBatch_falls(SequenceBackbone backbone) {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID)
                    .width(16)
                    .fusion(new SumFusion(0))
                    .build())
            .backbone(backbone)
            .distillation(new NoDistillation())
            .maxLength(SLOTS - 1)
            .build();
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(1);
      SequenceModel model = new SequenceModel(manager, spec, ITEMS, Map.of());
      ParameterArena arena = new ParameterArena(manager, model.parameters());
      AdamWOptimizer optimizer =
          new AdamWOptimizer(manager, spec.training().optimizer(), arena.flat(), model.idTable());
      Candidates candidates =
          spec.objective().sampler(COUNTS).candidates(slots(), new SplittableRandom(1));
      double first = 0;
      double last = 0;
      for (int step = 1; step <= STEPS; step++) {
        try (NDManager scratch = manager.newSubManager()) {
          TrainingStep.Pass pass = new TrainingStep(model).run(scratch, slots(), candidates, 0);
          optimizer.step(
              scratch,
              step,
              arena.takeGradient(scratch),
              SequenceModel.indices(scratch, pass.rowItems()),
              requireNonNull(pass.idRows()).getGradient());
          last = pass.loss().crossEntropy().getFloat();
          first = step == 1 ? last : first;
        }
      }
      assertThat(last).as("cross entropy after %d steps", STEPS).isLessThan(0.9 * first);
    }
  }

  private static final ItemCounts COUNTS =
      new ItemCounts() {
        @Override
        public int items() {
          return ITEMS;
        }

        @Override
        public long count(int item) {
          return 1;
        }
      };

  /** Eight sequences that count upwards, of 2 to 6 items, padded on the left. */
  private static int[] slots() {
    int[] slots = new int[8 * SLOTS];
    for (int b = 0; b < 8; b++) {
      int length = 2 + b % 5;
      for (int i = 0; i < length; i++) {
        slots[b * SLOTS + SLOTS - length + i] = 1 + (b + i) % ITEMS;
      }
    }
    return slots;
  }
}
