package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Seconds of an epoch, and the share of the machine's best matrix-product rate that its steps
 * reach. The arithmetic is that of the matrix products alone, for IMT around SASRec in the default
 * forms; norms, softmax and everything else element by element count as nothing.
 *
 * <p>Usage: {@code EpochCost CONFIG EPOCHS [--set KEY=VALUE]...}
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
public final class EpochCost {

  private static final int PRODUCT = 2048;
  private static final int REPEATS = 8;

  private EpochCost() {}

  public static void main(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("usage: EpochCost CONFIG EPOCHS [--set KEY=VALUE]...");
      System.exit(2);
    }
    List<String> set = new ArrayList<>();
    for (int i = 3; i < arguments.length; i += 2) {
      set.add(arguments[i]);
    }
    set.add("seqrec4j.training.epochs=" + arguments[1]);
    set.add("seqrec4j.training.patience=0");
    RunSpec run = RunSpec.load(Path.of(arguments[0]), set);
    Path path =
        Objects.requireNonNull(run.data().path(), "the configuration must set seqrec4j.data.path");
    double best = bestRate();
    try (Dataset data = Dataset.open(path, run.data())) {
      double perEpoch = arithmetic(run.recommender(), data);
      List<Double> seconds = new ArrayList<>();
      Trainer.create()
          .fit(
              run.recommender(),
              data,
              event -> {
                if (event instanceof TrainingEvent.EpochFinished epoch) {
                  seconds.add(epoch.trainSeconds());
                  System.out.printf(
                      Locale.ROOT,
                      "epoch %d: %.2f s of steps, %.2f s of validation, %d MB resident%n",
                      epoch.epoch(),
                      epoch.trainSeconds(),
                      epoch.evaluateSeconds(),
                      epoch.residentBytes() >> 20);
                }
              })
          .close();
      double fastest = seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%.1f GFLOP an epoch; %.1f GFLOP/s in the fastest epoch of %d; best product %.1f GFLOP/s;"
              + " share %.0f %%%n",
          perEpoch / 1e9,
          perEpoch / fastest / 1e9,
          seconds.size(),
          best / 1e9,
          100 * perEpoch / fastest / best);
    }
  }

  /** FLOP/s of a product of two square matrices, the best of some. */
  private static double bestRate() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray a = manager.randomNormal(new Shape(PRODUCT, PRODUCT));
      NDArray b = manager.randomNormal(new Shape(PRODUCT, PRODUCT));
      double best = 0;
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        try (NDArray c = a.matMul(b)) {
          c.getFloat(0, 0); // waits for the result
        }
        double rate = 2.0 * PRODUCT * PRODUCT * PRODUCT / ((System.nanoTime() - start) / 1e9);
        best = Math.max(best, rate);
      }
      return best;
    }
  }

  /** FLOP of the matrix products of an epoch, forward and backward. */
  private static double arithmetic(RecommenderSpec spec, Dataset data) {
    if (!(spec.itemEncoder() instanceof MultiModalItemEncoder encoder)
        || !(encoder.fusion() instanceof IdAwareTransformer fusion)
        || !(spec.backbone() instanceof SasRec backbone)) {
      throw new IllegalArgumentException("arithmetic is counted for IMT around SASRec only");
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
    return 2 * total;
  }
}
