package io.github.seqrec4j.objectives;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.testkit.WholeGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Losses against the formulas of their papers in double precision, over the candidates of each row
 * one by one: columns that stand for several slots, corrected logits, excluded candidates.
 */
final class LossNumbersProperties {

  private static final int ROWS = 4;
  private static final int COLUMNS = 6;
  private static final int CATALOGUE = 40;

  /** Float32 of some ten terms around 1. */
  private static final double ROUNDING = 2e-5;

  /** Loss of one row by its target's score and log probability, and those of its negatives. */
  private interface Formula {
    double of(double target, double targetLog, List<double[]> negatives);
  }

  @Property(tries = 20)
  void softmax_ofTemperature(
      @ForAll @DoubleRange(min = 0.2, max = 5) double temperature, @ForAll long seed) {
    check(
        new SoftmaxCrossEntropy(temperature),
        seed,
        (target, targetLog, negatives) -> {
          double own = Math.exp(target / temperature - targetLog);
          double all = own;
          for (double[] negative : negatives) {
            all += Math.exp(negative[0] / temperature - negative[1]);
          }
          return -Math.log(own / all);
        });
  }

  @Property(tries = 20)
  void bce(@ForAll long seed) {
    check(new BinaryCrossEntropy(), seed, (target, log, negatives) -> bce(target, 1, negatives));
  }

  @Property(tries = 20)
  void gbce(@ForAll @DoubleRange(min = 0, max = 1) double calibration, @ForAll long seed) {
    check(
        new GeneralizedBinaryCrossEntropy(calibration),
        seed,
        (target, log, negatives) -> {
          double alpha = negatives.size() / (CATALOGUE - 1.0);
          double beta = alpha * (calibration * (1 - 1 / alpha) + 1 / alpha); // as published
          return bce(target, beta, negatives);
        });
  }

  @Property(tries = 20)
  void bpr(@ForAll long seed) {
    check(
        new BayesianPersonalizedRanking(),
        seed,
        (target, log, negatives) ->
            negatives.stream().mapToDouble(n -> -Math.log(sigmoid(target - n[0]))).sum()
                / negatives.size());
  }

  @Property(tries = 10)
  void gbce_withoutCalibration_isBce(@ForAll long seed) {
    try (NDManager manager = NativeEngine.newManager()) {
      LogitRows rows = new Block(manager, seed).rows();
      float bce = new BinaryCrossEntropy().loss(rows).getFloat();
      assertThat(new GeneralizedBinaryCrossEntropy(0).loss(rows).getFloat())
          .isCloseTo(bce, within((float) ROUNDING));
      assertThat(new GeneralizedBinaryCrossEntropy(1).loss(rows).getFloat())
          .as("calibrated, or the above shows nothing")
          .isLessThan(bce);
    }
  }

  /** A row all of whose other candidates are excluded: nothing is divided by zero. */
  @Property(tries = 5)
  void rowWithoutNegatives_isFinite_andTeachesNoOtherItem(@ForAll long seed) {
    for (Loss loss :
        List.of(
            new SoftmaxCrossEntropy(),
            new SoftmaxCrossEntropy(50),
            new SoftmaxCrossEntropy(0.001),
            new BinaryCrossEntropy(),
            new GeneralizedBinaryCrossEntropy(),
            new BayesianPersonalizedRanking())) {
      try (NDManager manager = NativeEngine.newManager()) {
        Block block = new Block(manager, seed);
        for (int c = 0; c < COLUMNS; c++) {
          block.excluded[0][c] = c != block.target[0];
        }
        LogitGradients byHand = requireNonNull(loss.gradients(block.rows()));
        assertThat(byHand.loss().getFloat()).as("%s", loss).isFinite();
        for (NDArray gradient : byHand.gradients()) {
          for (int c = 0; c < COLUMNS; c++) {
            float at = gradient.getFloat(0, c);
            assertThat(at).isFinite();
            if (c != block.target[0]) {
              assertThat(at).as("%s at an excluded candidate", loss).isZero();
            }
          }
        }
      }
    }
  }

  private static double bce(double target, double beta, List<double[]> negatives) {
    double sum = -beta * Math.log(sigmoid(target));
    for (double[] negative : negatives) {
      sum -= Math.log(1 - sigmoid(negative[0]));
    }
    return sum / (negatives.size() + 1);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The loss, and its gradient by the engine and by hand, against the formula. */
  private static void check(Loss loss, long seed, Formula formula) {
    try (NDManager manager = NativeEngine.newManager()) {
      Block block = new Block(manager, seed);
      double expected = block.value(formula);
      LogitGradients byHand = requireNonNull(loss.gradients(block.rows()));
      assertThat(byHand.loss().getFloat()).isCloseTo((float) expected, within((float) ROUNDING));
      LogitRows rows = block.rows();
      rows.logits().forEach(logits -> logits.setRequiresGradient(true));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray value = loss.loss(rows);
        assertThat(value.getFloat()).isCloseTo((float) expected, within((float) ROUNDING));
        collector.backward(value);
      }
      for (int m = 0; m < 2; m++) {
        float[] engine = rows.logits().get(m).getGradient().toFloatArray();
        assertThat(WholeGradients.of(byHand, m).toFloatArray())
            .containsExactly(engine, within((float) ROUNDING));
        for (int r = 0; r < ROWS; r++) {
          for (int c = 0; c < COLUMNS; c++) {
            assertThat((double) engine[r * COLUMNS + c])
                .as("gradient by the score of column %d in row %d of branch %d", c, r, m)
                .isCloseTo(block.slope(formula, m, r, c), within(ROUNDING));
          }
        }
      }
    }
  }

  /** Random scores, probabilities, multiplicities, and some excluded candidates. */
  private static final class Block {
    private final NDManager manager;
    private final double[][][] scores = new double[2][ROWS][COLUMNS];
    private final double[] log = new double[COLUMNS];
    private final int[] slots = new int[COLUMNS];
    private final int[] target = new int[ROWS];
    private final boolean[][] excluded = new boolean[ROWS][COLUMNS];

    Block(NDManager manager, long seed) {
      this.manager = manager;
      Random random = new Random(seed);
      for (int c = 0; c < COLUMNS; c++) {
        log[c] = -1 - 3 * random.nextDouble();
        slots[c] = 1 + random.nextInt(3);
      }
      for (int r = 0; r < ROWS; r++) {
        target[r] = random.nextInt(COLUMNS);
        for (int c = 0; c < COLUMNS; c++) {
          scores[0][r][c] = random.nextGaussian();
          scores[1][r][c] = random.nextGaussian();
          excluded[r][c] = c != target[r] && (c == r || random.nextInt(4) == 0);
        }
        excluded[r][(target[r] + 1) % COLUMNS] = false; // one negative at least
      }
    }

    LogitRows rows() {
      List<NDArray> logits = new ArrayList<>();
      float[] multiplicity = new float[ROWS * COLUMNS];
      for (int m = 0; m < 2; m++) {
        float[] values = new float[ROWS * COLUMNS];
        for (int at = 0; at < values.length; at++) {
          int r = at / COLUMNS;
          int c = at % COLUMNS;
          values[at] = (float) (scores[m][r][c] + (excluded[r][c] ? -1e4 : -log[c]));
          multiplicity[at] = c == target[r] ? 0 : (float) Math.log(slots[c]);
        }
        logits.add(HostArrays.of(manager, values, new Shape(ROWS, COLUMNS)));
      }
      float[] probability = new float[COLUMNS];
      for (int c = 0; c < COLUMNS; c++) {
        probability[c] = (float) log[c];
      }
      return new LogitRows(
          List.of(new Branch("id"), new Branch("text")),
          logits,
          HostArrays.indices(manager, target).reshape(ROWS, 1),
          HostArrays.of(manager, multiplicity, new Shape(ROWS, COLUMNS)),
          HostArrays.of(manager, probability, new Shape(1, COLUMNS)),
          CATALOGUE);
    }

    double value(Formula formula) {
      double sum = 0;
      for (double[][] branch : scores) {
        for (int r = 0; r < ROWS; r++) {
          List<double[]> negatives = new ArrayList<>();
          for (int c = 0; c < COLUMNS; c++) {
            if (c != target[r] && !excluded[r][c]) {
              for (int slot = 0; slot < slots[c]; slot++) {
                negatives.add(new double[] {branch[r][c], log[c]});
              }
            }
          }
          sum += formula.of(branch[r][target[r]], log[target[r]], negatives);
        }
      }
      return sum / ROWS;
    }

    double slope(Formula formula, int branch, int row, int column) {
      double step = 1e-5; // in double precision, where its square is nothing
      double at = scores[branch][row][column];
      scores[branch][row][column] = at + step;
      double above = value(formula);
      scores[branch][row][column] = at - step;
      double below = value(formula);
      scores[branch][row][column] = at;
      return (above - below) / (2 * step);
    }
  }
}
