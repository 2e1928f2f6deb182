package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What is minimised, as a function of a block of rows.
 *
 * <p>Rows are independent: the loss of two blocks together is the mean of their losses, weighted by
 * their rows. So a training step holds no more than a block of logits at a time, whatever the loss.
 *
 * <p>Rows may have weights: the mean over rows is that of {@link LogitRows#mean}, and a gradient
 * written by hand passes through {@link LogitRows#weigh}. A training with weights refuses a loss
 * that asks for neither.
 */
@Experimental
public interface Loss extends Component {

  /**
   * The loss of a block of rows: a scalar, {@link LogitRows#mean mean} over rows and summed over
   * branches.
   *
   * <p>A backward pass follows it: multiply by a number with {@link
   * io.github.seqrec4j.api.nn.Scale} only.
   */
  NDArray loss(LogitRows rows);

  /**
   * The loss with its gradient written by hand, which spares a backward pass; null, unless
   * overridden, where it is left to the engine. No backward pass follows it.
   */
  default @Nullable LogitGradients gradients(LogitRows rows) {
    return null;
  }
}
