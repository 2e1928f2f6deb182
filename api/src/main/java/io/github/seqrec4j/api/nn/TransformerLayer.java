package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * One post-norm Transformer layer as the reference computes it: x = LN(x + dropout(attention)),
 * then x = LN(x + dropout(feed-forward)) with a feed-forward network D to 4D to D with bias and
 * ReLU.
 *
 * <p>Shapes: B batch, Q queries, K tokens, D width, R packed rows.
 */
public final class TransformerLayer extends ModelBlock {

  /** Width of the hidden layer of the feed-forward network, in widths. */
  private static final int EXPANSION = 4;

  private final float dropout;
  private final MultiHeadAttention attention;
  private final LayerNorm attentionNorm;
  private final Linear up;
  private final Linear down;
  private final LayerNorm feedForwardNorm;

  /**
   * A layer of {@code width}.
   *
   * @param heads must divide the width
   * @param dropout rate on attention weights and on both residual branches, in [0, 1)
   * @throws IllegalArgumentException if the heads do not divide the width
   */
  public TransformerLayer(int width, int heads, double dropout) {
    this.dropout = (float) dropout;
    attention = addChildBlock("attention", new MultiHeadAttention(width, heads, dropout));
    attentionNorm = addChildBlock("attentionNorm", new LayerNorm(width));
    up = addChildBlock("up", new Linear(width, EXPANSION * width, Linear.Bias.WITH));
    down = addChildBlock("down", new Linear(EXPANSION * width, width, Linear.Bias.WITH));
    feedForwardNorm = addChildBlock("feedForwardNorm", new LayerNorm(width));
  }

  /**
   * Updates the queries only, which is all that is needed of a last layer: queries (B, Q, D), which
   * are among the tokens (B, K, D), and bias broadcastable to (B, H, Q, K), to (B, Q, D).
   */
  public NDArray forward(
      ParameterStore store, NDArray queries, NDArray tokens, NDArray bias, boolean training) {
    return residuals(
        store, queries, attention.forward(store, queries, tokens, bias, training), training);
  }

  /** Packed rows (R, D) attending within their sequences, bias (B, 1, S, S), to (R, D). */
  public NDArray forward(
      ParameterStore store, NDArray packed, Rows rows, NDArray bias, boolean training) {
    return residuals(
        store, packed, attention.forward(store, packed, rows, bias, training), training);
  }

  private NDArray residuals(ParameterStore store, NDArray x, NDArray attended, boolean training) {
    NDArray h = attentionNorm.forward(store, x.add(drop(attended, training)), training);
    NDArray hidden = Activation.relu(up.forward(store, h, training));
    NDArray fed = down.forward(store, hidden, training);
    return feedForwardNorm.forward(store, h.add(drop(fed, training)), training);
  }

  private NDArray drop(NDArray x, boolean training) {
    return Dropout.apply(x, dropout, training);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return new NDList(forward(store, inputs.get(0), inputs.get(1), inputs.get(2), training));
  }
}
