package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moves weights along their gradient. A rule for arrays of any shape, number by number: it is
 * applied to all dense weights at once, and to the rows of the ID table that a step reads.
 */
public interface Optimizer extends Component {

  /** Step size, above 0, which the {@link Schedule} scales. */
  double learningRate();

  /**
   * Names of the arrays that the rule keeps beside the weights, each of their shape, all zero
   * before the first step.
   */
  List<String> moments();

  /**
   * One step: changes weights and moments in place.
   *
   * @param moments in the order of {@link #moments()}
   * @param gradient of the shape of the weights; may be overwritten
   * @param step counted from 1 over the whole training
   * @param rate step size of this step
   */
  void update(NDArray values, List<NDArray> moments, NDArray gradient, long step, double rate);

  /**
   * This rule with its weight decay times a factor, for a {@link ParameterGroup}; unless overridden
   * for a factor of 1 only.
   *
   * @param factor at least 0
   * @throws IllegalArgumentException if the rule has no weight decay
   */
  default Optimizer withDecay(double factor) {
    if (factor != 1) {
      throw new IllegalArgumentException(
          "groups must not change the weight decay: the optimizer '" + type() + "' has none");
    }
    return this;
  }

  /**
   * Whether {@link #catchUp} can apply many steps without gradient at once; no unless overridden.
   */
  default boolean canCatchUp() {
    return false;
  }

  /**
   * Applies to each row the steps without gradient that it missed, as if {@link #update} had been
   * called with a gradient of zero for each; changes weights and moments in place.
   *
   * @param values (n, F)
   * @param moments each (n, F)
   * @param done (n) last step that each row has seen
   * @param step step that all rows are brought to, counted from 1 over the whole training
   * @param rates step size of each step
   * @param averages of the values, or null where none are kept
   * @throws UnsupportedOperationException if {@link #canCatchUp} says no
   */
  default void catchUp(
      NDArray values,
      List<NDArray> moments,
      long[] done,
      long step,
      LongToDoubleFunction rates,
      @Nullable RowAverages averages) {
    throw new UnsupportedOperationException(type() + " cannot catch up; use lazy or dense rows");
  }

  /**
   * Averages of the rows' values over the steps, which {@link #catchUp} brings along: at each step
   * j, the average becomes d_j times itself plus (1 - d_j) times the value after the step.
   *
   * @param values (n, F), changed in place
   * @param decays d of each step, each in [0, 1)
   */
  record RowAverages(NDArray values, LongToDoubleFunction decays) {}
}
