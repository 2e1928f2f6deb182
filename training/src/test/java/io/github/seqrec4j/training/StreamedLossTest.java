package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.objectives.BayesianPersonalizedRanking;
import io.github.seqrec4j.objectives.Correction;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.GeneralizedBinaryCrossEntropy;
import io.github.seqrec4j.objectives.Popularity;
import io.github.seqrec4j.objectives.Scope;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.objectives.Uniform;
import io.github.seqrec4j.runtime.SlotContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A catalogue of thousands of items: what a loss over it comes to, and what it keeps alive. */
final class StreamedLossTest {

  private static final int ITEMS = 4000;
  private static final int WIDTH = 8;
  private static final int MAX_LENGTH = 5;

  /** Logits of a block: four rows of the whole catalogue. */
  private static final int BLOCK = 1 << 14;

  /** Float32 sums of thousands of terms around 9. */
  private static final double ROUNDING = 1e-5;

  @Test
  void fullSoftmax_inBlocksAndWhole_equalsTheSumInDoublePrecision() {
    try (NDManager manager = NativeEngine.newManager()) {
      Problem problem = new Problem(manager, 16, new Full());
      Expected expected = new Expected(problem);
      for (int block : new int[] {1, BLOCK, Integer.MAX_VALUE}) {
        StreamedLoss.Result result = problem.run(new SoftmaxCrossEntropy(), block);
        assertThat(result.loss()).isCloseTo(expected.loss, within(ROUNDING));
        assertThat(largestDifference(result.userGradients().get(0), expected.userGradient))
            .isLessThan(ROUNDING);
        assertThat(largestDifference(result.itemGradients().get(0), expected.itemGradient))
            .isLessThan(ROUNDING);
      }
    }
  }

  private static double largestDifference(NDArray actual, float[] expected) {
    float[] values = actual.toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - expected[i]);
      largest = Math.max(largest, difference); // which NaN wins
    }
    return largest;
  }

  @Test
  void fullSoftmax_keepsNothingOfRowsTimesColumnsAlive() {
    try (NDManager manager = NativeEngine.newManager()) {
      checkAlive(new Problem(manager, 200, new Full()));
    }
  }

  @Test
  void negativesOfEachRow_keepNothingOfRowsTimesColumnsAlive() {
    try (NDManager manager = NativeEngine.newManager()) {
      EveryItem negatives = new EveryItem(EveryItem.Layout.TARGET_AND_OWN);
      checkAlive(new Problem(manager, 200, negatives));
    }
  }

  @Test
  void negativesOfEachRow_blocksAreBoundedByTheirVectors() {
    try (NDManager manager = NativeEngine.newManager()) {
      Problem problem = new Problem(manager, 200, new EveryItem(EveryItem.Layout.TARGET_AND_OWN));
      Watching loss = new Watching(manager);
      problem.run(loss, StreamedLoss.BLOCK);
      long vectors = (long) problem.layout.rows() * problem.layout.columns() * WIDTH;
      int rows = (1 << 21) / (problem.layout.columns() * WIDTH); // 8 MiB of vectors
      assertThat(loss.blocks).isEqualTo((problem.layout.rows() + rows - 1) / rows);
      assertThat(loss.mostAlive)
          .as("numbers in all arrays alive, of %d in vectors of rows' own columns", vectors)
          .isLessThan(vectors / 4);
    }
  }

  @Test
  void ownColumns_gradientsByHand_equalThoseOfTheEngine() {
    for (CandidateSampler sampler :
        List.of(
            Popularity.builder().negatives(60).scope(Scope.ROW).build(),
            Uniform.builder().negatives(60).build(), // targets alone
            new EveryItem(EveryItem.Layout.TARGET_SHARED_AND_OWN))) {
      for (Loss loss :
          List.of(
              new SoftmaxCrossEntropy(),
              new GeneralizedBinaryCrossEntropy(),
              new BayesianPersonalizedRanking())) {
        try (NDManager manager = NativeEngine.newManager()) {
          Problem problem = new Problem(manager, 16, sampler);
          StreamedLoss.Result engine = problem.run(new Watching(manager, loss), BLOCK);
          for (int block : new int[] {1, BLOCK, Integer.MAX_VALUE}) {
            StreamedLoss.Result byHand = problem.run(loss, block);
            assertThat(byHand.loss()).isCloseTo(engine.loss(), within(ROUNDING));
            checkClose(byHand.userGradients().get(0), engine.userGradients().get(0));
            checkClose(byHand.itemGradients().get(0), engine.itemGradients().get(0));
          }
        }
      }
    }
  }

  private static void checkClose(NDArray actual, NDArray expected) {
    float[] values = expected.toFloatArray();
    double largest = largestDifference(expected, new float[values.length]);
    assertThat(largest).as("gradients that are zero show nothing").isGreaterThan(1e-6);
    assertThat(largestDifference(actual, values)).isLessThan(ROUNDING * largest);
  }

  /** The denominator is that of the catalogue on average, and with a million draws very nearly. */
  @Test
  void manyDraws_correctedToTheCatalogue_giveTheFullSoftmax() {
    try (NDManager manager = NativeEngine.newManager()) {
      StreamedLoss.Result full =
          new Problem(manager, 16, new Full()).run(new SoftmaxCrossEntropy(), BLOCK);
      for (CandidateSampler sampler :
          List.of(
              Uniform.builder().negatives(1_000_000).correction(Correction.CATALOGUE).build(),
              Popularity.builder().negatives(1_000_000).correction(Correction.CATALOGUE).build())) {
        StreamedLoss.Result drawn =
            new Problem(manager, 16, sampler).run(new SoftmaxCrossEntropy(), BLOCK);
        // Each of 4,000 items is drawn 250 times, give or take 16: of their sum .1 % at most.
        assertThat(drawn.loss()).isCloseTo(full.loss(), within(0.005));
      }
    }
  }

  private static void checkAlive(Problem problem) {
    Watching loss = new Watching(problem.manager);
    problem.run(loss, BLOCK);
    long logits = (long) problem.layout.rows() * problem.layout.columns();
    assertThat(loss.blocks).isEqualTo(problem.layout.rows() / (BLOCK / problem.layout.columns()));
    assertThat(loss.mostLogits).isPositive().isLessThanOrEqualTo(BLOCK);
    assertThat(loss.mostAlive)
        .as("numbers in all arrays alive, of %d logits", logits)
        .isGreaterThan(BLOCK)
        .isLessThan(logits / 8);
  }

  /** A loss without a gradient by hand that looks at what is alive when it is called. */
  private static final class Watching implements Loss {
    private final NDManager manager;
    private final Loss watched;
    int blocks;
    long mostLogits;
    long mostAlive;

    Watching(NDManager manager) {
      this(manager, new SoftmaxCrossEntropy());
    }

    Watching(NDManager manager, Loss watched) {
      this.manager = manager;
      this.watched = watched;
    }

    @Override
    public String type() {
      return "watching";
    }

    @Override
    public NDArray loss(LogitRows rows) {
      NDArray loss = watched.loss(rows);
      blocks++;
      mostLogits = Math.max(mostLogits, rows.logits().get(0).size());
      long alive = manager.getManagedArrays().stream().mapToLong(NDArray::size).sum();
      mostAlive = Math.max(mostAlive, alive);
      return loss;
    }
  }

  /** Random vectors of users and items, and sequences whose every event but the first is a row. */
  private static final class Problem {
    final NDManager manager;
    final EventBatch batch;
    final BatchInputs inputs;
    final RowLayout layout;
    final float[] users;
    final float[] items = new float[ITEMS * WIDTH];

    Problem(NDManager manager, int sequences, CandidateSampler sampler) {
      this.manager = manager;
      Random random = new Random(7);
      int[] slots = random.ints(sequences * (MAX_LENGTH + 1L), 1, ITEMS + 1).toArray();
      batch = EventBatch.of(MAX_LENGTH + 1, slots);
      inputs = BatchInputs.nextItem(new SlotContext(sequences, MAX_LENGTH, false, Set.of()), batch);
      layout =
          new RowLayout(
              batch,
              inputs,
              sampler.sampler(COUNTS).candidates(inputs.of(batch), new Random(8)),
              ITEMS);
      users = new float[layout.rows() * WIDTH];
      for (float[] vectors : List.of(users, items)) {
        for (int i = 0; i < vectors.length; i++) {
          vectors[i] = (float) random.nextGaussian();
        }
      }
    }

    StreamedLoss.Result run(Loss loss, int block) {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        return new StreamedLoss(List.of(new Branch("id")), loss, new NoDistillation(), 0, block)
            .run(
                collector,
                manager,
                List.of(HostArrays.of(manager, users, new Shape(layout.rows(), WIDTH))),
                List.of(HostArrays.of(manager, items, new Shape(ITEMS, WIDTH))),
                null,
                layout);
      }
    }
  }

  /** Loss and gradients of the softmax over all items but those of the row's own sequence. */
  private static final class Expected {
    final double loss;
    final float[] userGradient;
    final float[] itemGradient = new float[ITEMS * WIDTH];

    Expected(Problem problem) {
      int rows = problem.layout.rows();
      userGradient = new float[rows * WIDTH];
      double[] users = new double[userGradient.length];
      double[] items = new double[itemGradient.length];
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        BatchInputs.Row row = problem.inputs.rows().get(r);
        int target = problem.batch.items()[row.target()] - 1;
        double[] share = share(problem, r, row.sequence(), target);
        sum -= Math.log(share[target]);
        share[target] -= 1;
        for (int i = 0; i < ITEMS; i++) {
          for (int d = 0; d < WIDTH; d++) {
            users[r * WIDTH + d] += share[i] * problem.items[i * WIDTH + d] / rows;
            items[i * WIDTH + d] += share[i] * problem.users[r * WIDTH + d] / rows;
          }
        }
      }
      loss = sum / rows;
      for (int i = 0; i < users.length; i++) {
        userGradient[i] = (float) users[i];
      }
      for (int i = 0; i < items.length; i++) {
        itemGradient[i] = (float) items[i];
      }
    }

    /** (N) softmax of a row. */
    private static double[] share(Problem problem, int row, int sequence, int target) {
      int from = sequence * (MAX_LENGTH + 1);
      int[] own = Arrays.copyOfRange(problem.batch.items(), from, from + MAX_LENGTH + 1);
      double[] share = new double[ITEMS];
      double total = 0;
      for (int i = 0; i < ITEMS; i++) {
        int item = i + 1;
        if (i != target && Arrays.stream(own).anyMatch(other -> other == item)) {
          continue;
        }
        double score = 0;
        for (int d = 0; d < WIDTH; d++) {
          score += (double) problem.users[row * WIDTH + d] * problem.items[i * WIDTH + d];
        }
        share[i] = Math.exp(score);
        total += share[i];
      }
      for (int i = 0; i < ITEMS; i++) {
        share[i] /= total;
      }
      return share;
    }
  }

  private static final ItemCounts COUNTS = ItemCounts.of(ITEMS, item -> 1);
}
