package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Experimental;

/**
 * Scaled dot-product attention with H heads; query, key, value and output maps without bias,
 * dropout on the attention weights.
 *
 * <p>Shapes: B batch, Q queries, K keys, D width, R packed rows. The bias is added to the scores
 * and broadcasts to (B, H, Q, K).
 */
@Experimental
public final class MultiHeadAttention extends ArrayBlock {

  private final int width;
  private final int heads;
  private final double dropout;
  private final Linear query;
  private final Linear keyValue;
  private final Linear output;

  /**
   * Attention over vectors of {@code width} numbers.
   *
   * @param heads H, must divide the width
   * @param dropout rate on the attention weights, in [0, 1)
   * @throws IllegalArgumentException if the heads do not divide the width
   */
  public MultiHeadAttention(int width, int heads, double dropout) {
    Arguments.headsDivide(width, heads);
    this.width = width;
    this.heads = heads;
    this.dropout = Arguments.rate("dropout", dropout);
    query = addChildBlock("query", new Linear(width, width, Linear.Bias.WITHOUT));
    keyValue = addChildBlock("keyValue", new Linear(width, width, 2, Linear.Bias.WITHOUT));
    output = addChildBlock("output", new Linear(width, width, Linear.Bias.WITHOUT));
  }

  /** Queries (B, Q, D), tokens (B, K, D), bias to (B, Q, D). */
  public NDArray forward(
      ParameterStore store, NDArray queries, NDArray tokens, NDArray bias, boolean training) {
    NDArray q = query.forward(store, queries, training);
    NDArray kv = keyValue.forward(store, tokens, training);
    return output.forward(store, attend(q, kv, bias, training), training);
  }

  /** Self-attention of packed rows (R, D) within their sequences, bias (B, 1, S, S), to (R, D). */
  public NDArray forward(
      ParameterStore store, NDArray packed, Rows rows, NDArray bias, boolean training) {
    NDArray q = rows.unpack(query.forward(store, packed, training));
    NDArray kv = rows.unpack(keyValue.forward(store, packed, training));
    return output.forward(store, rows.pack(attend(q, kv, bias, training)), training);
  }

  /** q (B, Q, D), kv (B, K, 2D) to (B, Q, D). */
  private NDArray attend(NDArray q, NDArray kv, NDArray bias, boolean training) {
    long batch = q.getShape().get(0);
    long queries = q.getShape().get(1);
    long keys = kv.getShape().get(1);
    int size = width / heads;
    q = Scale.by(q, 1 / Math.sqrt(size)).reshape(batch, queries, heads, size).transpose(0, 2, 1, 3);
    NDArray both = kv.reshape(batch, keys, 2L * heads, size); // keys' heads, then values'
    NDArray k = both.get(":, :, :{}", heads).transpose(0, 2, 3, 1); // (B, H, size, K)
    NDArray v = both.get(":, :, {}:", heads).transpose(0, 2, 1, 3); // (B, H, K, size)
    NDArray weights = q.matMul(k).add(bias).softmax(-1); // (B, H, Q, K)
    weights = Dropout.apply(weights, dropout, training);
    return weights.matMul(v).transpose(0, 2, 1, 3).reshape(batch, queries, width);
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    return forward(store, inputs.get(0), inputs.get(1), inputs.get(2), training);
  }
}
