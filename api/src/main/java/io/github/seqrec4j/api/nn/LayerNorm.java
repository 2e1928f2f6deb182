package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Experimental;

/**
 * Layer normalisation over the last axis (Ba et al. 2016), (..., D) to (..., D), with gain and
 * shift; epsilon 1e-6 as in the reference.
 */
@Experimental
public final class LayerNorm extends UnaryBlock {

  /** What is added to the variance. */
  public static final float EPSILON = 1e-6f;

  private final Shape normalized;
  private final Parameter gain;
  private final Parameter shift;

  /** For vectors of {@code width} numbers. */
  public LayerNorm(int width) {
    normalized = new Shape(width);
    gain = weight("gain", normalized, Initializers.ONES);
    shift = weight("shift", normalized, Initializers.ZEROS);
  }

  /** Without gain and shift, (..., D) to (..., D). */
  public static NDArray plain(NDArray x) {
    Shape normalized = new Shape(x.getShape().get(x.getShape().dimension() - 1));
    NDArray gain = x.getManager().ones(normalized);
    NDArray shift = x.getManager().zeros(normalized);
    return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalized, gain, shift, EPSILON)
        .singletonOrThrow();
  }

  /** (..., D) to (..., D). */
  @Override
  public NDArray forward(ParameterStore store, NDArray x, boolean training) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(
            x,
            normalized,
            value(store, gain, x, training),
            value(store, shift, x, training),
            EPSILON)
        .singletonOrThrow();
  }
}
