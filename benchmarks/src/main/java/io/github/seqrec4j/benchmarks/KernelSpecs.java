package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;

/** ODMT around SASRec in the paper's sizes: width 64, S = 12, batches of 128. */
final class KernelSpecs {

  private static final int WIDTH = 64;
  private static final int MAX_LENGTH = 12;
  private static final int BATCH = 128;

  private KernelSpecs() {}

  /** With in-batch softmax, no distillation, the ID table deferred. */
  static RecommenderSpec plain() {
    return of(InBatch.debiased(), new NoDistillation(), RowUpdate.DEFERRED);
  }

  /** With others. */
  static RecommenderSpec of(CandidateSampler sampler, Distillation distillation, RowUpdate update) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(WIDTH).build())
        .backbone(new SasRec())
        .objective(Objective.of(sampler, new SoftmaxCrossEntropy()))
        .distillation(distillation)
        .maxLength(MAX_LENGTH)
        .training(TrainingSpec.builder().batchSize(BATCH).idTable(update).build())
        .build();
  }
}
