package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The loss of a block of rows and its gradient, written by hand.
 *
 * <p>Shapes: R rows of the block, C candidates.
 *
 * @param loss scalar, as {@link Loss#loss} or {@link Distillation#loss} has it
 * @param gradients of the loss by each branch's logits, (R, C) each, in model order; their arrays
 *     are the receiver's to change
 */
@Experimental
public record LogitGradients(NDArray loss, List<NDArray> gradients) {

  /** Copies the list. */
  public LogitGradients {
    gradients = List.copyOf(gradients);
  }
}
