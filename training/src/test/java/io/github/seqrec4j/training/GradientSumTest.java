package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batches added up are one batch of all their sequences, where the candidates are the same. */
final class GradientSumTest {

  private static final int LENGTH = 4;
  private static final int SEQUENCES = 7;

  /** Of float32: sums of some hundred terms below 1 in another order. */
  private static final float TOLERANCE = 2e-6f;

  @Test
  void batchesOfUnequalSize_withTheSameCandidates_areOneBatch() {
    GradientPair pair = gradients(new Full());
    assertThat(pair.parts.loss()).isCloseTo(pair.whole.loss(), within(1e-6));
    assertThat(pair.parts.distillation()).isCloseTo(pair.whole.distillation(), within(1e-6));
    assertThat(pair.parts.items()).isEqualTo(pair.whole.items());
    assertThat(pair.partsDense).containsExactly(pair.wholeDense, within(TOLERANCE));
    assertThat(pair.partsRows).containsExactly(pair.wholeRows, within(TOLERANCE));
  }

  /** Each batch has its own candidates: fewer, so that this is another loss. */
  @Test
  void batches_withTheirOwnItemsAsCandidates_areAnotherLoss() {
    GradientPair pair = gradients(InBatch.builder().popularityPower(0).build());
    assertThat(pair.parts.items()).isEqualTo(pair.whole.items());
    assertThat(pair.parts.loss()).isLessThan(pair.whole.loss() - 0.1);
  }

  /** What two batches came to, and one of both. */
  private static final class GradientPair {
    final GradientSum.Mean whole;
    final GradientSum.Mean parts;
    final float[] wholeDense;
    final float[] wholeRows;
    final float[] partsDense;
    final float[] partsRows;

    GradientPair(GradientSum.Mean whole, GradientSum.Mean parts) {
      this.whole = whole;
      this.parts = parts;
      wholeDense = whole.dense().toFloatArray();
      wholeRows = requireNonNull(whole.idRows()).toFloatArray();
      partsDense = parts.dense().toFloatArray();
      partsRows = requireNonNull(parts.idRows()).toFloatArray();
    }
  }

  private static GradientPair gradients(CandidateSampler sampler) {
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(3);
      RecommenderSpec spec =
          RecommenderSpec.builder()
              .itemEncoder(
                  MultiModalItemEncoder.builder()
                      .modalities(Modality.ID, Modality.TEXT)
                      .width(TinyModel.WIDTH)
                      .fusion(LateFusion.builder().dropout(0).build())
                      .build())
              .backbone(SasRec.builder().layers(1).dropout(0).build())
              .objective(Objective.of(sampler, new SoftmaxCrossEntropy()))
              .distillation(OnlineDistillation.sigmoid(1, 1))
              .maxLength(LENGTH)
              .build();
      SequenceModel model = TinyModel.of(manager, spec, 0);
      ParameterArena arena = new ParameterArena(manager, model.parameters(), new ParameterGroups());
      GradientSum all = new GradientSum(manager, arena.flat().size());
      all.add(pass(manager, model, arena, 0, SEQUENCES), 1);
      GradientSum sum = new GradientSum(manager, arena.flat().size());
      for (int[] part : new int[][] {{0, 2}, {2, SEQUENCES}}) {
        sum.add(pass(manager, model, arena, part[0], part[1]), rows(part[0], part[1]));
      }
      return new GradientPair(all.mean(), sum.mean());
    }
  }

  private static GradientSum.Mean pass(
      NDManager manager, SequenceModel model, ParameterArena arena, int from, int to) {
    EventBatch batch = EventBatch.of(LENGTH + 1, slots(from, to));
    SplittableRandom random = new SplittableRandom(1);
    BatchInputs inputs =
        BatchInputs.of(model.userEncoder(), model.spec().backbone().task(), batch, random);
    assertThat(inputs.rows()).hasSize(rows(from, to));
    CandidateSampler.Sampler sampler = model.spec().objective().sampler().sampler(TinyModel.COUNTS);
    Candidates candidates = sampler.candidates(inputs.of(batch), random);
    TrainingStep.Pass pass = new TrainingStep(model).run(manager, batch, inputs, candidates, 1);
    NDArray idRows = requireNonNull(pass.idRows()).getGradient();
    return new GradientSum.Mean(
        pass.loss().loss(),
        pass.loss().distillation(),
        arena.takeGradient(manager),
        pass.rowItems(),
        idRows);
  }

  /** Sequence k has k mod 3 slots of padding. */
  private static int[] slots(int from, int to) {
    int[] slots = new int[SEQUENCES * (LENGTH + 1)];
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      for (int s = sequence % 3; s <= LENGTH; s++) {
        slots[sequence * (LENGTH + 1) + s] = 1 + (5 * sequence + 3 * s) % TinyModel.ITEMS;
      }
    }
    return Arrays.copyOfRange(slots, from * (LENGTH + 1), to * (LENGTH + 1));
  }

  private static int rows(int from, int to) {
    int rows = 0;
    for (int sequence = from; sequence < to; sequence++) {
      rows += LENGTH - sequence % 3;
    }
    return rows;
  }
}
