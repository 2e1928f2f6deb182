package io.github.seqrec4j.testkit;

import static io.github.seqrec4j.testkit.BlockTrial.checkClose;
import static io.github.seqrec4j.testkit.BlockTrial.checkFinite;
import static io.github.seqrec4j.testkit.BlockTrial.largest;
import static io.github.seqrec4j.testkit.BlockTrial.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Distillation} keeps. Extend it, say how the distillation is made and what it
 * refuses, and register it in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: R = 5 rows, C = 7 candidates, of which candidate 2 is excluded in row 0 and the last
 * is the target of all.
 */
public abstract class DistillationContract extends BlockContract<Distillation> {

  /** Agreement asked of float32 sums in another order. */
  private static final float ROUNDING = 1e-5f;

  private static final int ROWS = 5;
  private static final int CANDIDATES = 7;
  private static final int CATALOGUE = 20;
  private static final float EXCLUDED = -1e4f;
  private static final float[] WEIGHTS = {0.5f, 2, 1, 0.25f, 1.25f}; // of mean 1

  /** Epochs whose weights are looked at. */
  private static final int EPOCHS = 200;

  /** For subclasses. */
  protected DistillationContract() {
    super(Distillation.class);
  }

  @Override
  protected final Distillation component() {
    return distillation();
  }

  /** The distillation under test. */
  protected abstract Distillation distillation();

  /** Whether the loss is a divergence: 0 where all branches agree, above 0 elsewhere. */
  protected abstract boolean isDivergence();

  /** Branches that the distillation suits; id, text and image unless overridden. */
  protected List<Branch> branches() {
    return List.of(new Branch("id"), new Branch("text"), new Branch("image"));
  }

  @Test
  void weight_isFiniteAndNotNegative() {
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      assertThat(distillation().weight(epoch)).as("epoch %d", epoch).isFinite().isNotNegative();
    }
  }

  @Test
  void loss_isFiniteScalar() {
    distillation().check(branches());
    NDArray loss = distillation().loss(rows(logits(), zeros()));
    assertThat(loss.size()).isEqualTo(1);
    checkFinite("loss", loss);
  }

  @Test
  void rowOrder_changesNothing() {
    NDArray order = HostArrays.indices(manager, new int[] {3, 0, 4, 1, 2});
    assertThat(loss(each(logits(), a -> a.get(order)), zeros()))
        .isCloseTo(loss(logits(), zeros()), offset(ROUNDING));
  }

  @Test
  void repeatedRows_changeNothing() {
    NDArray zeros = manager.zeros(new Shape(2L * ROWS, CANDIDATES));
    assertThat(loss(each(logits(), a -> NDArrays.concat(new NDList(a, a))), zeros))
        .as("a mean over rows")
        .isCloseTo(loss(logits(), zeros()), offset(ROUNDING));
  }

  @Test
  void blocks_weightedByTheirRows_equalTheWhole() {
    NDIndex few = new NDIndex(":2");
    NDIndex rest = new NDIndex("2:");
    float parts =
        2 * loss(each(logits(), a -> a.get(few)), zeros().get(few))
            + (ROWS - 2) * loss(each(logits(), a -> a.get(rest)), zeros().get(rest));
    assertThat(parts / ROWS)
        .as("rows are independent")
        .isCloseTo(loss(logits(), zeros()), offset(ROUNDING));
  }

  @Test
  void weightedRows_countByTheirWeights() {
    float expected = 0;
    for (int r = 0; r < ROWS; r++) {
      NDIndex row = new NDIndex("{}:{}", r, r + 1);
      expected += WEIGHTS[r] * loss(each(logits(), a -> a.get(row)), zeros().get(row)) / ROWS;
    }
    assertThat(distillation().loss(weighted(logits())).getFloat())
        .as("mean of the rows' losses by their weights; take it by LogitRows.mean")
        .isCloseTo(expected, offset(ROUNDING));
  }

  private LogitRows weighted(List<NDArray> logits) {
    return taught(
        new LogitRows(
            branches(),
            logits,
            targets(ROWS),
            zeros(),
            manager.zeros(new Shape(1, 1)),
            CATALOGUE,
            HostArrays.of(manager, WEIGHTS, new Shape(ROWS, 1))));
  }

  /** The rows with logits of a finished model where the distillation names one. */
  private LogitRows taught(LogitRows rows) {
    if (distillation().teacher() == null) {
      return rows;
    }
    int last = rows.logits().size() - 1;
    NDArray one = rows.logits().get(0).stopGradient();
    NDArray other = rows.logits().get(last).stopGradient();
    return rows.withTeacher(one.add(one).sub(other.div(2))); // number by number, excluded stay so
  }

  @Test
  void repeatedColumns_equalMultiplicity() {
    NDIndex first = new NDIndex(":, :1");
    List<NDArray> slots =
        each(logits(), a -> NDArrays.concat(new NDList(a, a.get(first), a.get(first)), 1));
    NDArray multiplicity = zeros();
    multiplicity.set(first, (float) Math.log(3));
    assertThat(loss(logits(), multiplicity))
        .as("column 0 standing for three slots")
        .isCloseTo(loss(slots, manager.zeros(new Shape(ROWS, CANDIDATES + 2L))), offset(ROUNDING));
  }

  @Test
  void agreeingBranches_costNothing() {
    assumeTrue(isDivergence(), "only a divergence claims this");
    List<NDArray> same = Collections.nCopies(branches().size(), logits().get(0));
    assertThat(loss(same, zeros())).isCloseTo(0, offset(ROUNDING));
    assertThat(loss(logits(), zeros())).as("branches that differ").isGreaterThan(ROUNDING);
  }

  @Test
  void oneBranch_isFinite() {
    LogitRows one = rows(branches().subList(0, 1), logits().subList(0, 1), zeros());
    assumeTrue(suits(one.branches()), "the options name branches");
    checkFinite("loss of one branch", distillation().loss(one));
  }

  @Test
  void gradientsByHand_equalThoseOfTheEngine() {
    NDArray multiplicity = zeros();
    multiplicity.set(new NDIndex(":, :1"), (float) Math.log(3));
    checkByHand(logits -> rows(logits, multiplicity));
    checkByHand(this::weighted);
  }

  private void checkByHand(Function<List<NDArray>, LogitRows> rows) {
    LogitGradients byHand = distillation().gradients(rows.apply(logits()));
    if (byHand == null) {
      assumeTrue(false, "only a distillation that writes its gradient claims this");
      return;
    }
    List<NDArray> logits = logits();
    logits.forEach(a -> a.setRequiresGradient(true));
    NDArray root = manager.zeros(new Shape());
    root.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = distillation().loss(rows.apply(logits));
      assertThat(byHand.loss().getFloat()).isCloseTo(loss.getFloat(), offset(ROUNDING));
      collector.backward(loss.add(root));
    }
    assertThat(byHand.gradients()).hasSameSizeAs(logits);
    for (int m = 0; m < logits.size(); m++) {
      checkClose(
          "gradient of " + branches().get(m),
          WholeGradients.of(byHand, m),
          logits.get(m).getGradient(),
          ROUNDING);
    }
  }

  @Test
  void excludedCandidate_getsNoGradient() {
    List<NDArray> logits = logits();
    logits.forEach(a -> a.setRequiresGradient(true));
    NDArray root = manager.zeros(new Shape()); // so that even a constant loss has a graph
    root.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(distillation().loss(rows(logits, zeros())).add(root));
    }
    for (NDArray branch : logits) {
      checkFinite("gradient", branch.getGradient());
      assertThat(largest(branch.getGradient().get(0, 2)))
          .as("gradient of an excluded candidate")
          .isLessThanOrEqualTo(ROUNDING);
    }
    boolean some = logits.stream().anyMatch(a -> largest(a.getGradient()) > 0);
    assertThat(some).as("some branch learns").isEqualTo(learns());
  }

  /** Whether the loss has a gradient at all; yes unless overridden. */
  protected boolean learns() {
    return true;
  }

  private boolean suits(List<Branch> branches) {
    try {
      distillation().check(branches);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private float loss(List<NDArray> logits, NDArray logMultiplicity) {
    return distillation().loss(rows(logits, logMultiplicity)).getFloat();
  }

  private LogitRows rows(List<NDArray> logits, NDArray logMultiplicity) {
    return rows(branches(), logits, logMultiplicity);
  }

  private LogitRows rows(List<Branch> branches, List<NDArray> logits, NDArray logMultiplicity) {
    NDArray targets = targets(logits.get(0).getShape().get(0));
    return taught(
        new LogitRows(
            branches, logits, targets, logMultiplicity, manager.zeros(new Shape(1, 1)), CATALOGUE));
  }

  /** The last candidate, of each row: (R, 1). */
  private NDArray targets(long rows) {
    return manager.zeros(new Shape(rows, 1), DataType.INT64).add(CANDIDATES - 1);
  }

  private NDArray zeros() {
    return manager.zeros(new Shape(ROWS, CANDIDATES));
  }

  /** Per branch (R, C). */
  private List<NDArray> logits() {
    List<NDArray> logits = new ArrayList<>();
    for (int m = 0; m < branches().size(); m++) {
      NDArray branch = normal(manager, 40 + m, ROWS, CANDIDATES);
      branch.set(new NDIndex("0, 2"), EXCLUDED);
      logits.add(branch);
    }
    return logits;
  }

  private static List<NDArray> each(
      List<NDArray> logits, java.util.function.UnaryOperator<NDArray> change) {
    return logits.stream().map(change).toList();
  }
}
