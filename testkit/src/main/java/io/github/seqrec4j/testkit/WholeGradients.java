package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.nn.Scale;

/** Gradients by hand with their common factor, to be compared with an engine's. */
public final class WholeGradients {

  private WholeGradients() {}

  /**
   * The gradient of the loss by the logits of a branch: (R, C), a new array.
   *
   * @param branch its place in model order
   */
  public static NDArray of(LogitGradients gradients, int branch) {
    return Scale.by(gradients.gradients().get(branch), gradients.factor());
  }
}
