package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.nn.Scale;
import java.util.List;

/** KL of every branch from the ensemble, with at most one fault. */
public record BrokenDistillation(double weight, Fault fault) implements Distillation {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Sums over rows. */
    SUM,
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
  public NDArray loss(Inputs inputs) {
    NDArray sum = inputs.logits().get(0);
    for (NDArray logits : inputs.logits().subList(1, inputs.logits().size())) {
      sum = sum.add(logits);
    }
    NDArray teacher = distribution(Scale.by(sum, 1.0 / inputs.logits().size()), inputs);
    NDArray rows = null;
    for (NDArray logits : inputs.logits()) {
      NDArray student = distribution(logits, inputs);
      NDArray divergence = teacher.exp().mul(teacher.sub(student)).sum(new int[] {1});
      rows = rows == null ? divergence : rows.add(divergence);
    }
    if (rows == null) {
      throw new IllegalArgumentException("no branch");
    }
    return fault == Fault.SUM ? rows.sum() : rows.mean();
  }

  private NDArray distribution(NDArray logits, Inputs inputs) {
    return fault == Fault.MULTIPLICITY_IGNORED
        ? logits.logSoftmax(1)
        : logits.add(inputs.logMultiplicity()).logSoftmax(1);
  }
}
