package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import io.github.seqrec4j.api.Experimental;
import org.jspecify.annotations.Nullable;

/**
 * Linear map of the last axis: (..., in) to (..., out), x W^T + b. W (out, in) starts Xavier
 * normal, b at 0.
 */
@Experimental
public final class Linear extends UnaryBlock {

  /** Whether a linear map adds a trainable vector. */
  public enum Bias {
    /** x W^T + b. */
    WITH,
    /** x W^T. */
    WITHOUT
  }

  private final Parameter weight;
  private final @Nullable Parameter bias;

  /** A map from {@code in} to {@code out} numbers. */
  public Linear(int in, int out, Bias bias) {
    this(in, out, 1, bias);
  }

  /**
   * Several maps of the same input side by side, such as key and value: W is (parts * out, in),
   * each part started on its own.
   *
   * @param parts number of maps, at least 1
   */
  public Linear(int in, int out, int parts, Bias bias) {
    this(in, out, parts, bias, Initializers.xavierNormal(in, out));
  }

  /** A map from {@code in} to {@code out} numbers whose W starts otherwise. */
  public Linear(int in, int out, Bias bias, Initializer start) {
    this(in, out, 1, bias, start);
  }

  private Linear(int in, int out, int parts, Bias bias, Initializer start) {
    int rows = parts * out;
    weight = weight("weight", new Shape(rows, in), start);
    this.bias = bias == Bias.WITH ? weight("bias", new Shape(rows), Initializers.ZEROS) : null;
  }

  /** (..., in) to (..., parts * out). */
  @Override
  public NDArray forward(ParameterStore store, NDArray x, boolean training) {
    NDArray w = value(store, weight, x, training);
    NDArray b = bias == null ? null : value(store, bias, x, training);
    if (training && MixedPrecision.isRounded(x.size(), w.getShape().get(0))) {
      NDArray y = MixedPrecision.linear(x, w);
      return b == null ? y : y.add(b);
    }
    return ai.djl.nn.core.Linear.linear(x, w, b).singletonOrThrow();
  }
}
