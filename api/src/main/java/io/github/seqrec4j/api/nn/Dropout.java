package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;

/**
 * Dropout (Srivastava et al. 2014): in training each number is zeroed at the given rate and the
 * others are scaled by 1 / (1 - rate). The one place where blocks draw masks.
 */
public final class Dropout {

  private Dropout() {}

  /**
   * Any shape to the same shape.
   *
   * @param rate in [0, 1); checked by the component that holds the option
   * @param training whether to drop; otherwise {@code x} passes as it is
   */
  public static NDArray apply(NDArray x, double rate, boolean training) {
    return ai.djl.nn.norm.Dropout.dropout(x, (float) rate, training).singletonOrThrow();
  }
}
