package io.github.seqrec4j.api.inference;

import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.nn.Linear.Bias;
import io.github.seqrec4j.api.nn.TransformerLayer;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import io.github.seqrec4j.api.nn.TransformerLayer.Residual;
import org.jspecify.annotations.Nullable;

/**
 * {@link TransformerLayer} in plain Java: tokens of a set, or slots of a sequence, one at a time.
 *
 * <p>Shapes: R tokens, D width, e expansion.
 */
@Experimental
public final class LayerMap {

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
  public LayerMap(NamedWeights weights, int width, int heads, TransformerLayer.Form form) {
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

  /** What tokens, (R, D), are to those that attend to them. */
  public AttentionKeys keys(float[][] tokens) {
    return AttentionKeys.of(
        keyValue.applyAll(form.norm() == Norm.PRE ? attentionNorm.applyAll(tokens) : tokens),
        heads);
  }

  /**
   * One token, (D) to (D), a new array.
   *
   * @param keys of the tokens, in an order
   * @param seen how many of them it attends to, the first ones, at least 1
   */
  public float[] apply(float[] x, AttentionKeys keys, int seen) {
    float[] read = form.norm() == Norm.PRE ? attentionNorm.apply(x) : x;
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
      for (int j = 0; j < sum.length; j++) {
        sum[j] += f[j];
      }
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
