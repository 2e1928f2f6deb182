package io.github.seqrec4j.testkit;

import static io.github.seqrec4j.testkit.BlockTrial.checkClose;
import static io.github.seqrec4j.testkit.BlockTrial.checkFinite;
import static io.github.seqrec4j.testkit.BlockTrial.largest;
import static io.github.seqrec4j.testkit.BlockTrial.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Loss} keeps, so that it can be streamed over blocks of rows. Extend it, say how
 * the loss is made and what it refuses, and register it in {@code META-INF/services} of the module
 * under test.
 *
 * <p>Shapes: M = 2 branches, R = 5 rows, C = 7 candidates of N = 20 items, of which candidate 2 is
 * excluded in row 0; no row has the last candidate as its target.
 */
public abstract class LossContract extends BlockContract<Loss> {

  /** Agreement asked of float32 sums in another order. */
  private static final float ROUNDING = 1e-5f;

  /** Step of finite differences. */
  private static final float STEP = 1e-2f;

  /** What float32 and the step leave of their quotient. */
  private static final float DIFFERENCE = 2e-3f;

  private static final int ROWS = 5;
  private static final int CANDIDATES = 7;
  private static final int CATALOGUE = 20;
  private static final float EXCLUDED = -1e4f;
  private static final float[] WEIGHTS = {0.5f, 2, 1, 0.25f, 1.25f}; // of mean 1
  private static final int[] TARGETS = {1, 0, 3, 4, 5};
  private static final List<Branch> BRANCHES = List.of(new Branch("id"), new Branch("text"));

  /** For subclasses. */
  protected LossContract() {
    super(Loss.class);
  }

  @Override
  protected final Loss component() {
    return loss();
  }

  /** The loss under test. */
  protected abstract Loss loss();

  @Test
  void loss_isFiniteScalar() {
    NDArray loss = loss().loss(rows(logits(), targets()));
    assertThat(loss.size()).isEqualTo(1);
    checkFinite("loss", loss);
  }

  @Test
  void rowOrder_changesNothing() {
    NDArray order = HostArrays.of(manager, new long[] {3, 0, 4, 1, 2}, new Shape(5));
    assertThat(value(each(logits(), a -> a.get(order)), targets().get(order)))
        .isCloseTo(value(logits(), targets()), offset(ROUNDING));
  }

  @Test
  void repeatedRows_changeNothing() {
    NDArray targets = NDArrays.concat(new NDList(targets(), targets()));
    assertThat(value(each(logits(), a -> NDArrays.concat(new NDList(a, a))), targets))
        .as("a mean over rows")
        .isCloseTo(value(logits(), targets()), offset(ROUNDING));
  }

  @Test
  void blocks_weightedByTheirRows_equalTheWhole() {
    NDIndex few = new NDIndex(":2");
    NDIndex rest = new NDIndex("2:");
    float parts =
        2 * value(each(logits(), a -> a.get(few)), targets().get(few))
            + (ROWS - 2) * value(each(logits(), a -> a.get(rest)), targets().get(rest));
    assertThat(parts / ROWS)
        .as("rows are independent")
        .isCloseTo(value(logits(), targets()), offset(ROUNDING));
  }

  @Test
  void weightedRows_countByTheirWeights() {
    float expected = 0;
    for (int r = 0; r < ROWS; r++) {
      NDIndex row = new NDIndex("{}:{}", r, r + 1);
      expected += WEIGHTS[r] * value(each(logits(), a -> a.get(row)), targets().get(row)) / ROWS;
    }
    LogitRows rows = weighted(logits());
    assertThat(loss().loss(rows).getFloat())
        .as("mean of the rows' losses by their weights; take it by LogitRows.mean")
        .isCloseTo(expected, offset(ROUNDING));
    assertThatCode(() -> rows.checkWeighed(loss())).doesNotThrowAnyException();
  }

  @Test
  void weightedRows_haveTheirGradientTimesTheirWeights_alsoByHand() {
    List<NDArray> plain = gradients(logits());
    NDArray weights = HostArrays.of(manager, WEIGHTS, new Shape(ROWS, 1));
    List<NDArray> logits = logits();
    logits.forEach(a -> a.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss().loss(weighted(logits)));
    }
    LogitGradients byHand = loss().gradients(weighted(logits()));
    for (int m = 0; m < logits.size(); m++) {
      NDArray expected = plain.get(m).mul(weights);
      checkClose("gradient of branch " + m, logits.get(m).getGradient(), expected, ROUNDING);
      if (byHand != null) {
        checkClose("by hand, of branch " + m, WholeGradients.of(byHand, m), expected, ROUNDING);
      }
    }
    if (byHand != null) {
      assertThat(byHand.loss().getFloat())
          .isCloseTo(loss().loss(weighted(logits())).getFloat(), offset(ROUNDING));
    }
  }

  private LogitRows weighted(List<NDArray> logits) {
    NDArray none = manager.zeros(new Shape(1, CANDIDATES));
    return new LogitRows(
        BRANCHES,
        logits,
        targets(),
        none,
        none,
        CATALOGUE,
        HostArrays.of(manager, WEIGHTS, new Shape(ROWS, 1)));
  }

  @Test
  void branches_addUp() {
    List<NDArray> logits = logits();
    float apart = 0;
    for (int m = 0; m < BRANCHES.size(); m++) {
      apart += value(logits.subList(m, m + 1), targets());
    }
    assertThat(value(logits, targets())).as("sum of branches").isCloseTo(apart, offset(ROUNDING));
  }

  @Test
  void columnOrder_changesNothing() {
    // The last column comes first; targets move along.
    UnaryOperator<NDArray> turned =
        a -> NDArrays.concat(new NDList(a.get(":, 6:"), a.get(":, :6")), 1);
    assertThat(value(each(logits(), turned), targets().add(1)))
        .isCloseTo(value(logits(), targets()), offset(ROUNDING));
  }

  @Test
  void target_scoredHigher_costsLess_andOthersNotLess() {
    NDArray gradient = gradients(logits()).get(0);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < CANDIDATES; c++) {
        float at = gradient.getFloat(r, c);
        if (c == TARGETS[r]) {
          assertThat(at).as("gradient at the target of row %d", r).isNegative();
        } else {
          assertThat(at)
              .as("gradient at candidate %d of row %d", c, r)
              .isGreaterThanOrEqualTo(-ROUNDING);
        }
      }
    }
  }

  @Test
  void gradient_equalsFiniteDifferences() {
    NDArray gradient = gradients(logits()).get(1);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < CANDIDATES; c++) {
        float quotient = (moved(r, c, STEP) - moved(r, c, -STEP)) / (2 * STEP);
        assertThat(gradient.getFloat(r, c))
            .as("gradient at candidate %d of row %d", c, r)
            .isCloseTo(quotient, offset(DIFFERENCE));
      }
    }
  }

  private float moved(int row, int candidate, float by) {
    List<NDArray> logits = logits();
    NDArray second = logits.get(1);
    second.set(new NDIndex("{}, {}", row, candidate), second.getFloat(row, candidate) + by);
    return value(logits, targets());
  }

  @Test
  void excludedCandidate_getsNoGradient() {
    for (NDArray gradient : gradients(logits())) {
      checkFinite("gradient", gradient);
      assertThat(largest(gradient.get(0, 2)))
          .as("gradient of an excluded candidate")
          .isLessThanOrEqualTo(ROUNDING);
      assertThat(largest(gradient)).as("the loss learns").isPositive();
    }
  }

  @Test
  void columnOfSeveralSlots_equalsAsManyColumns() {
    // The last column, nobody's target, stands for two slots; or stands there twice.
    NDArray once = manager.zeros(new Shape(1, CANDIDATES));
    once.set(new NDIndex("0, 6"), (float) Math.log(2));
    NDArray none = manager.zeros(new Shape(1, CANDIDATES));
    List<NDArray> twice =
        each(logits(), a -> NDArrays.concat(new NDList(a, a.get(":, 6:")), 1)); // (R, C + 1)
    float expected = value(twice, targets());
    assertThat(loss().loss(rows(logits(), targets(), once, none)).getFloat())
        .isCloseTo(expected, offset(ROUNDING));
    assertThat(expected)
        .as("a loss that one candidate more or less does not change shows nothing")
        .isNotCloseTo(value(logits(), targets()), offset(10 * ROUNDING));
  }

  @Test
  void gradientsByHand_equalThoseOfTheEngine() {
    NDArray slots = manager.zeros(new Shape(1, CANDIDATES));
    slots.set(new NDIndex("0, 6"), (float) Math.log(3));
    NDArray drawn = normal(manager, 60, 1, CANDIDATES);
    LogitGradients byHand = loss().gradients(rows(logits(), targets(), slots, drawn));
    if (byHand == null) {
      assumeTrue(false, "only a loss that writes its gradient claims this");
      return;
    }
    List<NDArray> logits = logits();
    logits.forEach(a -> a.setRequiresGradient(true));
    List<NDArray> engine = new ArrayList<>();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss().loss(rows(logits, targets(), slots, drawn));
      assertThat(byHand.loss().getFloat()).isCloseTo(loss.getFloat(), offset(ROUNDING));
      collector.backward(loss);
      logits.forEach(a -> engine.add(a.getGradient()));
    }
    assertThat(byHand.gradients()).hasSameSizeAs(engine);
    for (int m = 0; m < engine.size(); m++) {
      checkClose("gradient of branch " + m, WholeGradients.of(byHand, m), engine.get(m), ROUNDING);
    }
  }

  private List<NDArray> gradients(List<NDArray> logits) {
    logits.forEach(a -> a.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss().loss(rows(logits, targets())));
    }
    return logits.stream().map(NDArray::getGradient).toList();
  }

  private float value(List<NDArray> logits, NDArray targets) {
    return loss().loss(rows(logits, targets)).getFloat();
  }

  private LogitRows rows(List<NDArray> logits, NDArray targets) {
    NDArray none = manager.zeros(new Shape(1, logits.get(0).getShape().get(1)));
    return rows(logits, targets, none, none);
  }

  private static LogitRows rows(
      List<NDArray> logits, NDArray targets, NDArray logMultiplicity, NDArray logProbability) {
    List<Branch> branches = BRANCHES.subList(0, logits.size());
    return new LogitRows(branches, logits, targets, logMultiplicity, logProbability, CATALOGUE);
  }

  private NDArray targets() {
    return HostArrays.indices(manager, TARGETS).reshape(ROWS, 1);
  }

  /** Per branch (R, C). */
  private List<NDArray> logits() {
    List<NDArray> logits = new ArrayList<>();
    for (int m = 0; m < BRANCHES.size(); m++) {
      NDArray branch = normal(manager, 50 + m, ROWS, CANDIDATES);
      branch.set(new NDIndex("0, 2"), EXCLUDED);
      logits.add(branch);
    }
    return logits;
  }

  private static List<NDArray> each(List<NDArray> logits, UnaryOperator<NDArray> change) {
    return logits.stream().map(change).toList();
  }
}
