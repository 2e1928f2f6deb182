package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a block of rows, which losses and distillations are functions of. Its arrays belong
 * to whoever made it and live as long as the block.
 *
 * <p>Shapes: M branches, R rows of the block, C candidates.
 */
@Experimental
public final class LogitRows {

  /** Scores below this are those of excluded candidates, which stand around -1e4 and below. */
  private static final float EXCLUDED = -5e3f;

  /** Probabilities above this have all the digits of a float. */
  private static final float SMALLEST = 1e-36f;

  private final List<Branch> branches;
  private final List<NDArray> logits;
  private final NDArray target;
  private final NDArray logMultiplicity;
  private final NDArray logProbability;
  private final int catalogue;
  private final @Nullable NDArray weights;
  private final @Nullable NDArray teacher;
  private boolean weighed;
  private @Nullable NDArray negatives;
  private @Nullable Boolean counts; // whether a column stands for more than one slot
  private final List<@Nullable NDArray> logSoftmax = new ArrayList<>();
  private final List<@Nullable NDArray> softmax = new ArrayList<>();

  /**
   * A block whose rows count alike.
   *
   * @param branches M, in model order
   * @param logits for each branch (R, C): inner products less log probabilities; excluded
   *     candidates at -1e4 or below
   * @param target (R, 1) int64, the column of each row's target
   * @param logMultiplicity (R, C), or (1, C) where it is the same for all rows: log of the number
   *     of batch slots a column stands for, 0 at the row's own target; all zero in the plain form
   * @param logProbability (R, C) or (1, C): log probability with which a candidate was drawn, which
   *     the logits are less by
   * @param catalogue N, number of items there are, of which candidates are a part
   */
  public LogitRows(
      List<Branch> branches,
      List<NDArray> logits,
      NDArray target,
      NDArray logMultiplicity,
      NDArray logProbability,
      int catalogue) {
    this(branches, logits, target, logMultiplicity, logProbability, catalogue, null);
  }

  /**
   * A block.
   *
   * @param branches M, in model order
   * @param logits as above
   * @param target as above
   * @param logMultiplicity as above
   * @param logProbability as above
   * @param catalogue N
   * @param weights (R, 1) what each row counts for in a mean over rows, above 0, their mean 1; null
   *     where all count alike
   */
  public LogitRows(
      List<Branch> branches,
      List<NDArray> logits,
      NDArray target,
      NDArray logMultiplicity,
      NDArray logProbability,
      int catalogue,
      @Nullable NDArray weights) {
    this(branches, logits, target, logMultiplicity, logProbability, catalogue, weights, null);
  }

  private LogitRows(
      List<Branch> branches,
      List<NDArray> logits,
      NDArray target,
      NDArray logMultiplicity,
      NDArray logProbability,
      int catalogue,
      @Nullable NDArray weights,
      @Nullable NDArray teacher) {
    this.weights = weights;
    this.teacher = teacher;
    this.branches = List.copyOf(branches);
    this.logits = List.copyOf(logits);
    this.target = target;
    this.logMultiplicity = logMultiplicity;
    this.logProbability = logProbability;
    this.catalogue = catalogue;
    for (int m = 0; m < logits.size(); m++) {
      logSoftmax.add(null);
      softmax.add(null);
    }
  }

  /**
   * The same rows with the logits of a finished model, as {@link Distillation#teacher} names it.
   *
   * @param logits (R, C), its ensemble's, corrected and excluded as those of the branches
   */
  public LogitRows withTeacher(NDArray logits) {
    return new LogitRows(
        branches, this.logits, target, logMultiplicity, logProbability, catalogue, weights, logits);
  }

  /** (R, C), logits of a finished model, a constant; null where there is none. */
  public @Nullable NDArray teacher() {
    return teacher;
  }

  /** M branches in model order. */
  public List<Branch> branches() {
    return branches;
  }

  /** (R, C) of each branch. */
  public List<NDArray> logits() {
    return logits;
  }

  /** (R, 1) int64, the column of each row's target. */
  public NDArray target() {
    return target;
  }

  /** (R, C) or (1, C): log n_c, 0 at the row's own target. */
  public NDArray logMultiplicity() {
    return logMultiplicity;
  }

  /** (R, C) or (1, C): log probability with which candidates were drawn. */
  public NDArray logProbability() {
    return logProbability;
  }

  /** N, number of items of the catalogue. */
  public int catalogue() {
    return catalogue;
  }

  /**
   * (R, C): how often each column counts as a negative of its row: n_c, but 0 at the target and at
   * excluded candidates; a constant, computed once, not to be changed.
   */
  public NDArray negatives() {
    if (negatives == null) {
      NDArray kept =
          logits.get(0).stopGradient().gt(EXCLUDED).toType(DataType.FLOAT32, false); // (R, C)
      NDArray none = kept.getManager().zeros(target.getShape()); // (R, 1)
      negatives = kept.mul(logMultiplicity.exp()).scatter(target, none, 1);
    }
    return negatives;
  }

  /**
   * (R, C): log softmax of a branch's logits plus the log multiplicity, computed once.
   *
   * @param branch its place in model order
   */
  public NDArray logSoftmax(int branch) {
    NDArray known = logSoftmax.get(branch);
    if (known == null) {
      known = over(branch, counted -> counted.logSoftmax(1));
      logSoftmax.set(branch, known);
    }
    return Objects.requireNonNull(known);
  }

  /**
   * (R, C): softmax of a branch's logits plus the log multiplicity, computed once; not to be
   * changed.
   *
   * @param branch its place in model order
   */
  public NDArray softmax(int branch) {
    NDArray known = softmax.get(branch);
    if (known == null) {
      NDArray log = logSoftmax.get(branch);
      known = log == null ? over(branch, counted -> counted.softmax(1)) : log.exp();
      softmax.set(branch, known);
    }
    return Objects.requireNonNull(known);
  }

  /**
   * The same, to be changed: whoever asks for it next has it computed anew.
   *
   * @param branch its place in model order
   */
  public NDArray takeSoftmax(int branch) {
    NDArray taken = softmax(branch);
    softmax.set(branch, null);
    return taken;
  }

  /**
   * (R, 1): {@link #logSoftmax} at the targets, of no graph; unless that is known already, the log
   * of {@link #softmax}, where no probability is so small that it has lost digits.
   *
   * @param branch its place in model order
   */
  public NDArray targetLogSoftmax(int branch) {
    if (logSoftmax.get(branch) == null) {
      NDArray probability = softmax(branch).stopGradient().gather(target, 1);
      if (probability.min().getFloat() > SMALLEST) {
        return probability.log();
      }
    }
    return logSoftmax(branch).stopGradient().gather(target, 1);
  }

  /** A distribution over a branch's logits plus the log multiplicity, (R, C) to (R, C). */
  private NDArray over(int branch, UnaryOperator<NDArray> distribution) {
    if (counts == null) {
      counts = logMultiplicity.getShape().get(0) != 1 || anyNotZero(logMultiplicity);
    }
    if (!counts) {
      return distribution.apply(logits.get(branch));
    }
    try (NDArray counted = logits.get(branch).add(logMultiplicity)) { // a graph keeps what it needs
      return distribution.apply(counted);
    }
  }

  private static boolean anyNotZero(NDArray row) {
    try (NDArray count = row.countNonzero()) {
      return count.getLong() != 0;
    }
  }

  /**
   * (R, C): inner products of a branch, without the correction; excluded candidates stay far below.
   *
   * @param branch its place in model order
   */
  public NDArray scores(int branch) {
    return logits.get(branch).add(logProbability);
  }

  /**
   * The mean over rows, in which each counts by its weight: what a loss or a distillation gives
   * back.
   *
   * @param rows (R) or (R, 1)
   */
  public NDArray mean(NDArray rows) {
    weighed = true;
    return weights == null ? rows.mean() : rows.mul(weights.reshape(rows.getShape())).mean();
  }

  /**
   * Multiplies what belongs to the rows by their weights, in place: the gradient of a plain mean
   * becomes that of {@link #mean}. Nothing to do where all rows count alike.
   *
   * @param rows (R, C) or (R, 1), of no graph
   * @return the same array
   */
  public NDArray weigh(NDArray rows) {
    weighed = true;
    return weights == null ? rows : rows.muli(weights);
  }

  /**
   * That the loss or distillation just computed has asked for {@link #mean} or {@link #weigh} where
   * rows have weights: one that has not would train as if there were none.
   *
   * @throws UsageException naming it, if it has not
   */
  @Internal
  public void checkWeighed(Component part) {
    if (weights != null && !weighed) {
      throw new UsageException(
          "'"
              + part.type()
              + "' ("
              + part.getClass().getName()
              + ") does not weigh its rows, but seqrec4j.data.targets.weights is value: it must take"
              + " the mean over rows by LogitRows.mean, and pass gradients written by hand through"
              + " LogitRows.weigh; or set the weights to equal");
    }
    weighed = false;
  }

  /** (R, 1) what each row counts for, their mean 1; null where all count alike. */
  @Internal
  public @Nullable NDArray weights() {
    return weights;
  }

  /** R. */
  public long rows() {
    return target.getShape().get(0);
  }
}
