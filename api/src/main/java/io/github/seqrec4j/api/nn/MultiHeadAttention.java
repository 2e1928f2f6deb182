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
    NDArray q = scaledQuery(store, queries, training);
    NDArray kv = keyValue.forward(store, tokens, training);
    return output.forward(store, attention(q, kv, bias, training), training);
  }

  /** Self-attention of packed rows (R, D) within their sequences, bias (B, 1, S, S), to (R, D). */
  public NDArray forward(
      ParameterStore store, NDArray packed, Rows rows, NDArray bias, boolean training) {
    NDArray q = rows.unpack(scaledQuery(store, packed, training));
    NDArray kv = rows.unpack(keyValue.forward(store, packed, training));
    return output.forward(store, rows.pack(attention(q, kv, bias, training)), training);
  }

  /** (..., D) to (..., D). */
  private NDArray scaledQuery(ParameterStore store, NDArray x, boolean training) {
    return Scale.by(query.forward(store, x, training), 1 / Math.sqrt((double) width / heads));
  }

  /** Scaled q (B, Q, D), kv (B, K, 2D) to (B, Q, D). */
  private NDArray attention(NDArray q, NDArray kv, NDArray bias, boolean training) {
    return training || kv.getShape().get(1) < FusedAttention.FEWEST_KEYS
        ? attend(q, kv, bias, training)
        : FusedAttention.of(q, kv, bias, width, heads);
  }

  /** The same in single steps, which dropout can go between, and of few keys the faster way. */
  private NDArray attend(NDArray q, NDArray kv, NDArray bias, boolean training) {
    long batch = q.getShape().get(0);
    long queries = q.getShape().get(1);
    long keys = kv.getShape().get(1);
    int size = width / heads;
    NDList both = byHead(kv, 2).split(2); // keys, values: (BH, K, size)
    NDArray weights =
        byHead(q, 1) // (BH, Q, size)
            .batchMatMul(both.get(0).transpose(0, 2, 1)) // (BH, Q, K)
            .reshape(batch, heads, queries, keys)
            .add(bias)
            .softmax(-1);
    weights = Dropout.apply(weights, dropout, training).reshape(batch * heads, queries, keys);
    return weights
        .batchMatMul(both.get(1)) // (BH, Q, size)
        .reshape(batch, heads, queries, size)
        .transpose(0, 2, 1, 3)
        .reshape(batch, queries, width);
  }

  /**
   * Parts side by side, (B, S, parts * D), to (parts * BH, S, size): what a matrix product over
   * heads reads, in one copy, and of which the parts are stretches.
   */
  private NDArray byHead(NDArray x, int parts) {
    long batch = x.getShape().get(0);
    long slots = x.getShape().get(1);
    long size = width / heads;
    return x.reshape(batch, slots, parts, heads, size)
        .transpose(2, 0, 3, 1, 4)
        .reshape(parts * batch * heads, slots, size);
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    return forward(store, inputs.get(0), inputs.get(1), inputs.get(2), training);
  }
}
