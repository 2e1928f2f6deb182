package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Lets branches teach each other while they train (paper section 3.4).
 *
 * <p>Shapes: R rows (positions that predict), C candidates.
 */
public interface Distillation extends Component {

  /**
   * Weight w of the loss in an epoch; 0 means that {@link #loss} is not computed.
   *
   * @param epoch counted from 1
   */
  double weight(int epoch);

  /**
   * The unweighted loss: a scalar, mean over rows.
   *
   * @throws IllegalArgumentException if it refers to a branch that is not among those given
   */
  NDArray loss(Inputs inputs);

  /**
   * Checks, before anything is computed, that this distillation suits the branches.
   *
   * @throws IllegalArgumentException naming the branch that is missing and those there are
   */
  void check(List<Branch> branches);

  /**
   * What a distillation sees of a step.
   *
   * @param branches M branches in model order
   * @param logits for each branch (R, C): inner products with correction; excluded candidates at
   *     -1e4 or below
   * @param logMultiplicity (R, C) log of the number of batch slots a column stands for, 0 at the
   *     row's own target; all zero in the plain form
   * @param logProbabilities for each branch (R, C): log softmax of logits plus logMultiplicity, as
   *     the cross entropy has it
   */
  record Inputs(
      List<Branch> branches,
      List<NDArray> logits,
      NDArray logMultiplicity,
      List<NDArray> logProbabilities) {

    /** Copies the lists. */
    public Inputs {
      branches = List.copyOf(branches);
      logits = List.copyOf(logits);
      logProbabilities = List.copyOf(logProbabilities);
    }

    /** With the log probabilities computed from the logits. */
    public Inputs(List<Branch> branches, List<NDArray> logits, NDArray logMultiplicity) {
      this(
          branches,
          logits,
          logMultiplicity,
          logits.stream().map(logit -> logit.add(logMultiplicity).logSoftmax(1)).toList());
    }
  }
}
