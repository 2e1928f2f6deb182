package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Experimental;

/**
 * Additive masks of attention scores. In float32 both constants make a weight exactly 0 as long as
 * one key is left.
 *
 * <p>Shapes: B batch, S slots, K keys.
 */
@Experimental
public final class AttentionBias {

  /** Hides a key of a token set, the reference's constant in the item encoder. */
  public static final float HIDE_TOKEN = -1e4f;

  /**
   * Hides a key of a sequence, the reference's constant in SASRec; stronger than {@link
   * #HIDE_TOKEN}.
   */
  public static final float HIDE_SLOT = -1e9f;

  private AttentionBias() {}

  /** Mask (B, K), 1 = real, to (B, 1, 1, K): 0 where real, {@code hidden} elsewhere. */
  public static NDArray ofKeys(NDArray mask, float hidden) {
    return Scale.by(mask.neg().add(1), hidden)
        .reshape(mask.getShape().get(0), 1, 1, mask.getShape().get(1));
  }

  /** (1, 1, S, S): a slot sees itself and earlier ones. */
  public static NDArray causal(NDManager manager, int slots) {
    float[] bias = new float[slots * slots];
    for (int query = 0; query < slots; query++) {
      for (int key = query + 1; key < slots; key++) {
        bias[query * slots + key] = HIDE_SLOT;
      }
    }
    return HostArrays.of(manager, bias, new Shape(1, 1, slots, slots));
  }
}
