package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.nn.LayerNorm;
import org.jspecify.annotations.Nullable;

/** {@link LayerNorm} in plain Java, of one vector. */
@Experimental
public final class VectorNorm implements VectorMap {

  /** Without gain and shift. */
  public static final VectorNorm PLAIN = new VectorNorm(null, null);

  private final float @Nullable [] gain;
  private final float @Nullable [] shift;

  private VectorNorm(float @Nullable [] gain, float @Nullable [] shift) {
    this.gain = gain;
    this.shift = shift;
  }

  /** The norm whose block has these weights, {@code gain} and {@code shift}, (D) both. */
  public static VectorNorm of(NamedWeights weights, int width) {
    return new VectorNorm(weights.get("gain", width), weights.get("shift", width));
  }

  @Override
  public float[] apply(float[] x) {
    double sum = 0;
    for (float number : x) {
      sum += number;
    }
    double mean = sum / x.length;
    double squares = 0;
    for (float number : x) {
      squares += (number - mean) * (number - mean);
    }
    double scale = 1 / Math.sqrt(squares / x.length + LayerNorm.EPSILON);
    float[] y = new float[x.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = (float) ((x[j] - mean) * scale);
    }
    if (gain != null && shift != null) {
      for (int j = 0; j < y.length; j++) {
        y[j] = y[j] * gain[j] + shift[j];
      }
    }
    return y;
  }
}
