package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;

/**
 * Products with a plain number that a backward pass may follow.
 *
 * <p>DJL's own {@link NDArray#mul(Number)}, {@link NDArray#div(Number)} and {@link
 * NDArray#pow(Number)} must not be used on the way from parameters to a loss: they put the number
 * into a Java buffer, which the engine's graph keeps an address of, and let go of it. If the
 * garbage collector runs between the forward and the backward pass, the gradient is multiplied by
 * whatever stands there then: zero, anything, or NaN. Here the number lives in the engine's own
 * memory.
 */
@Experimental
public final class Scale {

  private Scale() {}

  /** The array times a number, same shape, owned by the same manager. */
  public static NDArray by(NDArray x, double factor) {
    return x.mul(scalar(x, factor));
  }

  /** The array itself, multiplied in place; by 1 nothing is computed. */
  public static NDArray inPlace(NDArray x, double factor) {
    return factor == 1 ? x : x.muli(scalar(x, factor));
  }

  private static NDArray scalar(NDArray x, double factor) {
    return HostArrays.of(x.getManager(), new float[] {(float) factor}, new Shape(1));
  }
}
