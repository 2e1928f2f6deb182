package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attention by PyTorch's {@code scaled_dot_product_attention}, which keeps no weights (B, H, Q, K):
 * it goes through the keys in blocks that stay in cache (Dao et al., "FlashAttention", NeurIPS
 * 2022), and reads heads where they are.
 */
final class FusedAttention {

  /** Fewer are done before a head is begun: tokens of items, short histories. */
  static final int FEWEST_KEYS = 32;

  /** By width and heads. */
  private record Shape(int width, int heads) {}

  private static final Map<Shape, TorchFunction> FUNCTIONS = new ConcurrentHashMap<>();

  private FusedAttention() {}

  /** Scaled q (B, Q, D), keys and values side by side (B, K, 2D), bias to (B, Q, D). */
  static NDArray of(NDArray q, NDArray kv, NDArray bias, int width, int heads) {
    return FUNCTIONS
        .computeIfAbsent(new Shape(width, heads), FusedAttention::function)
        .of(q, kv, bias);
  }

  private static TorchFunction function(Shape shape) {
    String attended =
        "torch.scaled_dot_product_attention(%s, %s, %s, bias, 0., False, scale=1.)"
            .formatted(
                byHead("q", shape.heads()),
                byHead("torch.slice(kv, 2, 0, %d)".formatted(shape.width()), shape.heads()),
                byHead(
                    "torch.slice(kv, 2, %d, %d)".formatted(shape.width(), 2 * shape.width()),
                    shape.heads()));
    return new TorchFunction(
        "q, kv, bias", "torch.flatten(torch.transpose(" + attended + ", 1, 2), 2)");
  }

  /** (B, S, D) to (B, H, S, size), the same memory. */
  private static String byHead(String array, int heads) {
    return "torch.transpose(torch.unflatten(%s, 2, [%d, -1]), 1, 2)".formatted(array, heads);
  }
}
