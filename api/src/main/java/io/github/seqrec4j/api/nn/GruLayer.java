package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Experimental;

/**
 * One layer of gated recurrent units without bias (Cho et al. 2014), (B, S, in) to (B, S, H), from
 * a zero state:
 *
 * <pre>
 * r = sigmoid(W_r x + U_r h)
 * z = sigmoid(W_z x + U_z h)
 * n = tanh(W_n x + r * (U_n h))
 * h' = (1 - z) * n + z * h
 * </pre>
 *
 * <p>Zero input at a zero state leaves the state at zero: left padding costs nothing but time.
 * {@code input} is W_r, W_z, W_n above each other, (3H, in), {@code state} is U likewise, (3H, H),
 * the layout of PyTorch's {@code weight_ih} and {@code weight_hh}. The steps run inside the engine.
 *
 * <p>Shapes: B batch, S slots, H hidden width.
 */
@Experimental
public final class GruLayer extends UnaryBlock {

  /** Gates side by side: r, z, n. */
  private static final int GATES = 3;

  private final int hidden;
  private final Parameter input;
  private final Parameter state;

  /** A layer from {@code in} to {@code hidden} numbers per slot. */
  public GruLayer(int in, int hidden) {
    this.hidden = hidden;
    input =
        weight(
            "input",
            new Shape((long) GATES * hidden, in),
            Initializers.xavierNormal(in, hidden)); // each gate is a map of its own
    state =
        weight(
            "state",
            new Shape((long) GATES * hidden, hidden),
            Initializers.xavierNormal(hidden, hidden));
  }

  /** (B, S, in) to the state after each slot, (B, S, H). */
  @Override
  public NDArray forward(ParameterStore store, NDArray x, boolean training) {
    NDArray start = x.getManager().zeros(new Shape(1, x.getShape().get(0), hidden));
    NDList weights = new NDList(value(store, input, x, training), value(store, state, x, training));
    // DJL's own GRU block makes this call too, but draws dropout masks and names weights itself.
    return x.getNDArrayInternal().gru(x, start, weights, false, 1, 0, training, false, true).get(0);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), hidden)};
  }
}
