package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The loss of a block of rows and its gradient, written by hand.
 *
 * <p>Shapes: R rows of the block, C candidates.
 *
 * @param loss scalar, as {@link Loss#loss} or {@link Distillation#loss} has it
 * @param gradients of the loss by each branch's logits, but for the factor, (R, C) each, in model
 *     order; their arrays are the receiver's to change
 * @param factor what all of them are to be multiplied by, not 0, such as 1 / R: whoever goes on
 *     from logits to vectors multiplies those, which are smaller
 */
@Experimental
public record LogitGradients(NDArray loss, List<NDArray> gradients, double factor) {

  /**
   * Checks the factor and copies the list.
   *
   * @throws IllegalArgumentException if the factor is 0 or not finite
   */
  public LogitGradients {
    if (factor == 0 || !Double.isFinite(factor)) {
      throw new IllegalArgumentException("factor must be finite and not 0: " + factor);
    }
    gradients = List.copyOf(gradients);
  }

  /** Gradients that are whole. */
  public LogitGradients(NDArray loss, List<NDArray> gradients) {
    this(loss, gradients, 1);
  }
}
