package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.inference.VectorNorm;
import io.github.seqrec4j.api.nn.Linear.Bias;
import io.github.seqrec4j.api.nn.TransformerLayer;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import io.github.seqrec4j.api.nn.TransformerLayer.Residual;
import org.jspecify.annotations.Nullable;

/**
 * {@link TransformerLayer} in plain Java, of one sequence.
 *
 * <p>Shapes: R slots, D width, e expansion.
 */
final class LayerEncoder {

  private final TransformerLayer.Form form;
  private final int heads;
  private final LinearMap query;
  private final LinearMap keyValue;
  private final LinearMap output;
  private final VectorNorm attentionNorm;
  private final LinearMap up;
  private final LinearMap down;
  private final VectorNorm feedForwardNorm;
  private final @Nullable LinearMap attentionGate;
  private final @Nullable LinearMap feedForwardGate;

  /** From the weights of the layer's block. */
  LayerEncoder(NamedWeights weights, int width, int heads, TransformerLayer.Form form) {
    this.form = form;
    this.heads = heads;
    NamedWeights attention = weights.below("attention");
    query = LinearMap.of(attention.below("query"), width, width, Bias.WITHOUT);
    keyValue = LinearMap.of(attention.below("keyValue"), width, 2 * width, Bias.WITHOUT);
    output = LinearMap.of(attention.below("output"), width, width, Bias.WITHOUT);
    attentionNorm = VectorNorm.of(weights.below("attentionNorm"), width);
    boolean twoMaps = form.activation() == Nonlinearity.SWIGLU;
    Bias bias = twoMaps ? Bias.WITHOUT : Bias.WITH;
    int hidden = form.expansion() * width;
    up = LinearMap.of(weights.below("up"), width, twoMaps ? 2 * hidden : hidden, bias);
    down = LinearMap.of(weights.below("down"), hidden, width, bias);
    feedForwardNorm = VectorNorm.of(weights.below("feedForwardNorm"), width);
    boolean gated = form.residual() == Residual.GATED;
    attentionGate =
        gated ? LinearMap.of(weights.below("attentionGate"), width, width, Bias.WITH) : null;
    feedForwardGate =
        gated ? LinearMap.of(weights.below("feedForwardGate"), width, width, Bias.WITH) : null;
  }

  /** All slots, (R, D) to (R, D), each seeing all, or itself and earlier ones. */
  float[][] forward(float[][] x, SelfAttentionBlock.Direction direction) {
    float[][] read = read(x);
    AttentionKeys keys = AttentionKeys.of(keyValue.applyAll(read), heads);
    float[][] y = new float[x.length][];
    for (int r = 0; r < y.length; r++) {
      int seen = direction == SelfAttentionBlock.Direction.CAUSAL ? r + 1 : y.length;
      y[r] = slot(x[r], read[r], keys, seen);
    }
    return y;
  }

  /** The last slot alone, which sees all: (R, D) to (D). */
  float[] last(float[][] x) {
    int last = x.length - 1;
    float[][] read = read(x);
    return slot(x[last], read[last], AttentionKeys.of(keyValue.applyAll(read), heads), x.length);
  }

  /** What attention reads. */
  private float[][] read(float[][] x) {
    return form.norm() == Norm.PRE ? attentionNorm.applyAll(x) : x;
  }

  private float[] slot(float[] x, float[] read, AttentionKeys keys, int seen) {
    float[] attended = output.apply(keys.attend(query.apply(read), seen));
    float[] h = residual(x, attended, attentionGate);
    if (form.norm() == Norm.PRE) {
      return residual(h, feedForward(feedForwardNorm.apply(h)), feedForwardGate);
    }
    h = attentionNorm.apply(h);
    return feedForwardNorm.apply(residual(h, feedForward(h), feedForwardGate));
  }

  private static float[] residual(float[] x, float[] f, @Nullable LinearMap gate) {
    float[] sum = x.clone();
    if (gate == null) {
      EventVectors.add(f, sum);
      return sum;
    }
    float[] open = gate.apply(x);
    for (int j = 0; j < sum.length; j++) {
      sum[j] += Nonlinearities.sigmoid(open[j]) * f[j];
    }
    return sum;
  }

  private float[] feedForward(float[] x) {
    return down.apply(activated(up.apply(x)));
  }

  /** (eD), of two maps (2eD), to (eD), in place where the length is the same. */
  private float[] activated(float[] h) {
    switch (form.activation()) {
      case RELU -> {
        for (int j = 0; j < h.length; j++) {
          h[j] = Math.max(h[j], 0);
        }
        return h;
      }
      case GELU -> {
        for (int j = 0; j < h.length; j++) {
          h[j] = Nonlinearities.gelu(h[j]);
        }
        return h;
      }
      case SWIGLU -> {
        float[] gated = new float[h.length / 2];
        for (int j = 0; j < gated.length; j++) {
          gated[j] = Nonlinearities.silu(h[j]) * h[gated.length + j];
        }
        return gated;
      }
    }
    throw new AssertionError(form.activation());
  }
}
