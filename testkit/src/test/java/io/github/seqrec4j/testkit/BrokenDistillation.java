package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.Scale;
import java.util.List;

/** KL of every branch from the ensemble, with at most one fault. */
public record BrokenDistillation(double weight, Fault fault) implements Distillation {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Sums over rows. */
    SUM,
    /** Takes the mean of rows that have weights without them. */
    WEIGHTS_IGNORED,
    /** Takes a column for one slot whatever it stands for. */
    MULTIPLICITY_IGNORED
  }

  public BrokenDistillation() {
    this(1, Fault.NONE);
  }

  public BrokenDistillation {
    Arguments.notNegative("weight", weight);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public double weight(int epoch) {
    return weight;
  }

  @Override
  public void check(List<Branch> branches) {
    // Suits any branches.
  }

  @Override
  public NDArray loss(LogitRows rows) {
    NDArray sum = rows.logits().get(0);
    for (NDArray logits : rows.logits().subList(1, rows.logits().size())) {
      sum = sum.add(logits);
    }
    NDArray teacher = distribution(Scale.by(sum, 1.0 / rows.logits().size()), rows);
    NDArray sums = null;
    for (NDArray logits : rows.logits()) {
      NDArray student = distribution(logits, rows);
      NDArray divergence = teacher.exp().mul(teacher.sub(student)).sum(new int[] {1});
      sums = sums == null ? divergence : sums.add(divergence);
    }
    if (sums == null) {
      throw new IllegalArgumentException("no branch");
    }
    return switch (fault) {
      case SUM -> sums.sum();
      case WEIGHTS_IGNORED -> sums.mean();
      default -> rows.mean(sums);
    };
  }

  private NDArray distribution(NDArray logits, LogitRows rows) {
    return fault == Fault.MULTIPLICITY_IGNORED
        ? logits.logSoftmax(1)
        : logits.add(rows.logMultiplicity()).logSoftmax(1);
  }
}
