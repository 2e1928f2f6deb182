package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.Internal;

/**
 * One Transformer layer: self-attention, then a feed-forward network D to eD to D with bias, each
 * on a residual branch with dropout.
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
    GELU
  }

  /**
   * The form of a layer.
   *
   * @param norm where the layer norms stand
   * @param activation of the feed-forward network
   * @param expansion e, width of the feed-forward network's hidden layer in widths, at least 1
   */
  @Built
  public record Form(Norm norm, Nonlinearity activation, int expansion) {

    /** The reference's: post-norm, ReLU, hidden layer of 4D. */
    public Form() {
      this(Norm.POST, Nonlinearity.RELU, 4);
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the expansion is below 1
     */
    @Internal
    public Form {
      Arguments.within("expansion", expansion, 1, Arguments.MAX_EXPANSION);
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
    up = addChildBlock("up", new Linear(width, hidden, Linear.Bias.WITH));
    down = addChildBlock("down", new Linear(hidden, width, Linear.Bias.WITH));
    feedForwardNorm = addChildBlock("feedForwardNorm", new LayerNorm(width));
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
    NDArray h = attentionNorm.forward(store, x.add(drop(attended, training)), training);
    NDArray fed = feedForward(store, h, training);
    return feedForwardNorm.forward(store, h.add(drop(fed, training)), training);
  }

  private NDArray preNorm(ParameterStore store, NDArray x, NDArray attended, boolean training) {
    NDArray h = x.add(drop(attended, training));
    NDArray fed = feedForward(store, feedForwardNorm.forward(store, h, training), training);
    return h.add(drop(fed, training));
  }

  /** (..., D) to (..., D). */
  private NDArray feedForward(ParameterStore store, NDArray x, boolean training) {
    NDArray hidden = up.forward(store, x, training);
    hidden =
        form.activation() == Nonlinearity.RELU ? Activation.relu(hidden) : Activation.gelu(hidden);
    return down.forward(store, hidden, training);
  }

  private NDArray drop(NDArray x, boolean training) {
    return Dropout.apply(x, dropout, training);
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    return forward(store, inputs.get(0), inputs.get(1), inputs.get(2), training);
  }
}
