package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Experimental;

/**
 * Dilated causal convolution over packed rows with bias (van den Oord et al. 2016): a slot sees
 * itself and the slots {@code dilation}, 2 {@code dilation}, ... before it; what lies before the
 * sequence, padding included, is zero.
 *
 * <p>Computed as one matrix product over the K gathered rows of each slot, so padding costs
 * nothing. {@code weight} is (out, K in), the earliest slot first: PyTorch's {@code Conv1d.weight}
 * (out, in, K) with its last two axes exchanged and flattened.
 *
 * <p>Shapes: R packed rows, K kernel.
 */
@Experimental
public final class CausalConvolution extends ArrayBlock {

  private final int out;
  private final int[] lags;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * A convolution from {@code in} to {@code out} numbers per slot.
   *
   * @param kernel K, slots seen, at least 1
   * @param dilation slots between two that are seen, at least 1
   * @throws IllegalArgumentException naming the argument out of its range
   */
  public CausalConvolution(int in, int out, int kernel, int dilation) {
    Arguments.atLeast("kernel", kernel, 1);
    Arguments.atLeast("dilation", dilation, 1);
    this.out = out;
    lags = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      lags[k] = Math.multiplyExact(kernel - 1 - k, dilation);
    }
    weight =
        weight(
            "weight",
            new Shape(out, (long) kernel * in),
            Initializers.xavierNormal((long) kernel * in, (long) kernel * out));
    bias = weight("bias", new Shape(out), Initializers.ZEROS);
  }

  /** (R, in) to (R, out), each row seeing earlier rows of its own sequence. */
  public NDArray forward(ParameterStore store, NDArray packed, Rows rows, boolean training) {
    NDArray none = packed.getManager().zeros(new Shape(1, packed.getShape().get(1)));
    NDArray padded = NDArrays.concat(new NDList(packed, none)); // (R + 1, in), the last row zero
    NDArray seen = Rows.take(padded, rows.earlier(lags)); // (R, K, in)
    return ai.djl.nn.core.Linear.linear(
            seen.reshape(rows.size(), -1),
            value(store, weight, packed, training),
            value(store, bias, packed, training))
        .singletonOrThrow();
  }

  /** In: padded slots (B, S, in) and mask (B, S); out: (B, S, out). */
  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    return rows.unpack(forward(store, rows.pack(inputs.get(0)), rows, training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), out)};
  }
}
