package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.nn.Linear;
import org.jspecify.annotations.Nullable;

/** {@link Linear} in plain Java: x W^T + b of one vector. */
@Experimental
public final class LinearMap implements VectorMap {

  private final float[][] columns; // W^T, (in, out)
  private final int out;
  private final float @Nullable [] bias;

  private LinearMap(float[][] columns, int out, float @Nullable [] bias) {
    this.columns = columns;
    this.out = out;
    this.bias = bias;
  }

  /**
   * The map of a block with the parameters W, (out, in), and b, (out).
   *
   * @param out of all parts together
   */
  public static LinearMap of(NamedWeights weights, int in, int out, Linear.Bias bias) {
    return new LinearMap(
        columns(weights.get("weight", out, in), in, out),
        out,
        bias == Linear.Bias.WITH ? weights.get("bias", out) : null);
  }

  /** The map of a matrix (out, in) in row-major order, without bias. */
  public static LinearMap of(float[] matrix, int in, int out) {
    return new LinearMap(columns(matrix, in, out), out, null);
  }

  private static float[][] columns(float[] matrix, int in, int out) {
    float[][] columns = new float[in][out];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        columns[i][o] = matrix[o * in + i];
      }
    }
    return columns;
  }

  @Override
  public float[] apply(float[] x) {
    float[] y = bias == null ? new float[out] : bias.clone();
    int inputs = columns.length;
    WeightedSum.add(columns, 0, inputs, x, 0, y, out);
    return y;
  }
}
