package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.seqrec4j.api.Experimental;

/**
 * SiLU (Hendrycks and Gimpel 2016; Swish of beta 1): x sigmoid(x), number by number.
 *
 * <p>DJL's own Swish multiplies by its beta with {@link NDArray#mul(Number)}; see {@link Scale}.
 */
@Experimental
public final class Silu {

  private Silu() {}

  /** Any shape to the same shape. */
  public static NDArray of(NDArray x) {
    return Activation.sigmoid(x).mul(x);
  }
}
