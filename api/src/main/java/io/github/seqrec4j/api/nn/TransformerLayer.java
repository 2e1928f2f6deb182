package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.Internal;
import org.jspecify.annotations.Nullable;

/**
 * One Transformer layer: self-attention, then a feed-forward network D to eD to D, each on a
 * residual branch with dropout.
 *
 * <p>Shapes: B batch, Q queries, K tokens, D width, R packed rows.
 */
@Experimental
public final class TransformerLayer extends ArrayBlock {

  /** Where the layer norms stand. */
  public enum Norm {
    /** x = LN(x + f(x)), Vaswani et al. 2017; as the reference computes. */
    POST,
    /** x = x + f(LN(x)), Xiong et al. 2020; what comes out of the last layer is not normed. */
    PRE
  }

  /** What stands between the two maps of the feed-forward network. */
  public enum Nonlinearity {
    /** max(x, 0); as the reference computes. */
    RELU,
    /** x Phi(x) with the exact normal distribution Phi (Hendrycks and Gimpel 2016). */
    GELU,
    /**
     * silu(x W) * (x V), Shazeer 2020: two maps into the hidden layer, one of which gates the
     * other; as there, the network has no biases.
     */
    SWIGLU
  }

  /** How what attention and feed-forward network compute is added to what they read. */
  public enum Residual {
    /** x + f(x); as the reference computes. */
    PLAIN,
    /** x + sigmoid(x W + b) * f(x), LiGR (Borisyuk et al. 2025). */
    GATED
  }

  /**
   * The form of a layer.
   *
   * @param norm where the layer norms stand
   * @param activation of the feed-forward network
   * @param expansion e, width of the feed-forward network's hidden layer in widths, at least 1
   * @param residual how attention and feed-forward network are added to what they read
   * @param hiddenDropout rate on the feed-forward network's hidden layer, in [0, 1)
   */
  @Built
  public record Form(
      Norm norm, Nonlinearity activation, int expansion, Residual residual, double hiddenDropout) {

    /** The reference's: post-norm, ReLU, hidden layer of 4D without dropout, plain residuals. */
    public Form() {
      this(Norm.POST, Nonlinearity.RELU, 4, Residual.PLAIN, 0);
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the option out of its range
     */
    @Internal
    public Form {
      Arguments.within("expansion", expansion, 1, Arguments.MAX_EXPANSION);
      Arguments.rate("hiddenDropout", hiddenDropout);
    }

    /** A builder that starts from the defaults. */
    public static TransformerLayerFormBuilder builder() {
      return new TransformerLayerFormBuilder();
    }

    /** A builder that starts from this. */
    public TransformerLayerFormBuilder toBuilder() {
      return new TransformerLayerFormBuilder(this);
    }
  }

  private final Form form;
  private final double dropout;
  private final MultiHeadAttention attention;
  private final LayerNorm attentionNorm;
  private final Linear up;
  private final Linear down;
  private final LayerNorm feedForwardNorm;
  private final @Nullable Linear attentionGate;
  private final @Nullable Linear feedForwardGate;

  /**
   * A layer of the reference's form.
   *
   * @param heads must divide the width
   * @param dropout rate on attention weights and on both residual branches, in [0, 1)
   * @throws IllegalArgumentException if the heads do not divide the width
   */
  public TransformerLayer(int width, int heads, double dropout) {
    this(width, heads, dropout, new Form());
  }

  /**
   * A layer of any form.
   *
   * @param heads must divide the width
   * @param dropout rate on attention weights and on both residual branches, in [0, 1)
   * @throws IllegalArgumentException if the heads do not divide the width
   */
  public TransformerLayer(int width, int heads, double dropout, Form form) {
    this.form = form;
    this.dropout = dropout;
    int hidden = form.expansion() * width;
    attention = addChildBlock("attention", new MultiHeadAttention(width, heads, dropout));
    attentionNorm = addChildBlock("attentionNorm", new LayerNorm(width));
    boolean twoMaps = form.activation() == Nonlinearity.SWIGLU;
    Linear.Bias bias = twoMaps ? Linear.Bias.WITHOUT : Linear.Bias.WITH;
    up = addChildBlock("up", new Linear(width, hidden, twoMaps ? 2 : 1, bias));
    down = addChildBlock("down", new Linear(hidden, width, bias));
    feedForwardNorm = addChildBlock("feedForwardNorm", new LayerNorm(width));
    attentionGate = gate("attentionGate", width);
    feedForwardGate = gate("feedForwardGate", width);
  }

  private @Nullable Linear gate(String name, int width) {
    return form.residual() == Residual.GATED
        ? addChildBlock(name, new Linear(width, width, Linear.Bias.WITH))
        : null;
  }

  /**
   * Updates the queries only, which is all that is needed of a last layer: queries (B, Q, D), which
   * are among the tokens (B, K, D), and bias broadcastable to (B, H, Q, K), to (B, Q, D).
   */
  public NDArray forward(
      ParameterStore store, NDArray queries, NDArray tokens, NDArray bias, boolean training) {
    if (form.norm() == Norm.POST) {
      return postNorm(
          store, queries, attention.forward(store, queries, tokens, bias, training), training);
    }
    NDArray q = attentionNorm.forward(store, queries, training);
    NDArray t = queries == tokens ? q : attentionNorm.forward(store, tokens, training);
    return preNorm(store, queries, attention.forward(store, q, t, bias, training), training);
  }

  /** Packed rows (R, D) attending within their sequences, bias (B, 1, S, S), to (R, D). */
  public NDArray forward(
      ParameterStore store, NDArray packed, Rows rows, NDArray bias, boolean training) {
    if (form.norm() == Norm.POST) {
      return postNorm(
          store, packed, attention.forward(store, packed, rows, bias, training), training);
    }
    NDArray h = attentionNorm.forward(store, packed, training);
    return preNorm(store, packed, attention.forward(store, h, rows, bias, training), training);
  }

  private NDArray postNorm(ParameterStore store, NDArray x, NDArray attended, boolean training) {
    NDArray h = residual(store, x, attended, attentionGate, training);
    h = attentionNorm.forward(store, h, training);
    NDArray fed = feedForward(store, h, training);
    return feedForwardNorm.forward(
        store, residual(store, h, fed, feedForwardGate, training), training);
  }

  private NDArray preNorm(ParameterStore store, NDArray x, NDArray attended, boolean training) {
    NDArray h = residual(store, x, attended, attentionGate, training);
    NDArray fed = feedForward(store, feedForwardNorm.forward(store, h, training), training);
    return residual(store, h, fed, feedForwardGate, training);
  }

  /** x and f(x), both (..., D), to their sum, (..., D). */
  private NDArray residual(
      ParameterStore store, NDArray x, NDArray f, @Nullable Linear gate, boolean training) {
    NDArray branch = Dropout.apply(f, dropout, training);
    return x.add(
        gate == null ? branch : Activation.sigmoid(gate.forward(store, x, training)).mul(branch));
  }

  /** (..., D) to (..., D). */
  private NDArray feedForward(ParameterStore store, NDArray x, boolean training) {
    NDArray h = activated(up.forward(store, x, training)); // (..., eD)
    return down.forward(store, Dropout.apply(h, form.hiddenDropout(), training), training);
  }

  /** (..., eD), of two maps (..., 2eD), to (..., eD). */
  private NDArray activated(NDArray h) {
    return switch (form.activation()) {
      case RELU -> Activation.relu(h);
      case GELU -> Activation.gelu(h);
      case SWIGLU -> {
        long half = h.getShape().get(h.getShape().dimension() - 1) / 2;
        yield Silu.of(h.get(new NDIndex("..., :{}", half)))
            .mul(h.get(new NDIndex("..., {}:", half)));
      }
    };
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    return forward(store, inputs.get(0), inputs.get(1), inputs.get(2), training);
  }
}
