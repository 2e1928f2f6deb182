package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The arithmetic of the matrix products of a training's steps, for IMT around SASRec in the default
 * forms; norms, softmax and everything else element by element count as nothing.
 *
 * <p>Forward, in multiply-adds, with U items and R rows of a step, L tokens per item, M modalities
 * and branches, F_m numbers per token, D width, S slots, B sequences, C candidates:
 *
 * <pre>
 *   projections  U sum_m T_m F_m D
 *   IMT layer    U (12 L D^2 + 2 L^2 D); the last one U ((10 M + 2 L) D^2 + 2 M L D)
 *   heads        2 M U D^2
 *   SASRec layer M (12 R D^2 + 2 B S^2 D)
 *   logits       M R C D
 * </pre>
 *
 * Backward takes twice as much, less the gradient by the frozen features.
 */
final class StepArithmetic {

  private StepArithmetic() {}

  /** Whether it can be counted for a model. */
  static boolean counts(RecommenderSpec spec) {
    return spec.itemEncoder() instanceof MultiModalItemEncoder encoder
        && encoder.fusion() instanceof IdAwareTransformer
        && spec.backbone() instanceof SasRec;
  }

  /**
   * FLOP of the mean step of the first epoch, forward and backward.
   *
   * @throws IllegalArgumentException if it does not count this model
   */
  static double perStep(RecommenderSpec spec, Dataset data) {
    if (!(spec.itemEncoder() instanceof MultiModalItemEncoder encoder)
        || !(encoder.fusion() instanceof IdAwareTransformer fusion)
        || !(spec.backbone() instanceof SasRec backbone)) {
      throw new IllegalArgumentException(
          "arithmetic is counted for id-aware-transformer around sasrec only, got "
              + spec.itemEncoder().type()
              + " around "
              + spec.backbone().type());
    }
    double width = encoder.width();
    double modalities = encoder.modalities().size();
    double tokens = 0;
    double projections = 0; // per item, by frozen features
    for (Modality modality : encoder.modalities()) {
      if (modality.equals(Modality.ID)) {
        tokens++;
      } else {
        ModalitySchema schema = data.features(modality).schema();
        tokens += schema.tokens();
        projections += (double) schema.tokens() * schema.width() * width;
      }
    }
    double idProjection =
        encoder.idTable().map(t -> t.width() * width).orElse(0.0); // its input has a gradient
    double square = width * width;
    double full = 12 * tokens * square + 2 * tokens * tokens * width;
    double last = (10 * modalities + 2 * tokens) * square + 2 * modalities * tokens * width;
    double perItem =
        projections + idProjection + (fusion.layers() - 1) * full + last + 2 * modalities * square;
    int maxLength = spec.maxLength();
    Split split = data.split(spec);
    TrainingBatches batches =
        new TrainingBatches(split, spec.training().batchSize(), spec.training().seed());
    CandidateSampler.Sampler sampler = spec.objective().sampler().sampler(split.windowCounts());
    double total = 0;
    for (int step = 0; step < batches.stepsPerEpoch(); step++) {
      int[] slots = batches.batch(1, step);
      int[] targets =
          IntStream.range(1, slots.length)
              .filter(s -> s % (maxLength + 1) != 0 && slots[s - 1] != 0)
              .toArray();
      int items =
          sampler
              .candidates(new CandidateSampler.Batch(slots, targets), new SplittableRandom(step))
              .items()
              .length;
      double sequences = slots.length / (maxLength + 1.0);
      double rows = Arrays.stream(slots).filter(item -> item != 0).count() - sequences;
      double perLayer =
          12 * rows * square + 2 * sequences * maxLength * maxLength * width; // padded attention
      double forward =
          items * perItem
              + modalities * backbone.layers() * perLayer
              + modalities * rows * items * width;
      total += 3 * forward - items * projections;
    }
    return 2 * total / batches.stepsPerEpoch();
  }
}
