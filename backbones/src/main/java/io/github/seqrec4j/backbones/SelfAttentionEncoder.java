package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.inference.AttentionKeys;
import io.github.seqrec4j.api.inference.LayerMap;
import io.github.seqrec4j.api.inference.VectorNorm;
import io.github.seqrec4j.api.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link SelfAttentionBlock} in plain Java; of its last layer only the last slot is computed. */
final class SelfAttentionEncoder implements HistoryEncoder {

  private final SelfAttentionBlock.Direction direction;
  private final EventVectors events;
  private final float @Nullable [] maskVector;
  private final float @Nullable [][] positions;
  private final @Nullable VectorNorm norm;
  private final List<LayerMap> layers = new ArrayList<>();
  private final @Nullable VectorNorm finalNorm;

  /** From the weights of the block. */
  SelfAttentionEncoder(SelfAttentionBlock.Options options, NamedWeights weights) {
    int width = options.width();
    direction = options.direction();
    maskVector =
        direction == SelfAttentionBlock.Direction.BIDIRECTIONAL ? weights.get("mask", width) : null;
    positions =
        options.positions() == SasRec.Positions.LEARNED
            ? weights.rows("positions", options.slots(), width)
            : null;
    norm =
        options.form().norm() == TransformerLayer.Norm.POST
            ? VectorNorm.of(weights.below("norm"), width)
            : null;
    for (int i = 0; i < options.layers(); i++) {
      NamedWeights layer = weights.below("layer" + i);
      layers.add(new LayerMap(layer, width, options.heads(), options.form()));
    }
    finalNorm =
        options.finalNorm() == SasRec.FinalNorm.WITH
            ? VectorNorm.of(weights.below("finalNorm"), width)
            : null;
    events = new EventVectors(weights, options.intervals(), options.categories(), width);
  }

  @Override
  public float[] encode(PackedHistory history) {
    float[][] h = events.of(history); // (R, D)
    int last = h.length - 1;
    if (maskVector != null) {
      h[last] = maskVector.clone();
    }
    for (int r = 0; positions != null && r <= last; r++) {
      EventVectors.add(positions[positions.length - 1 - last + r], h[r]);
    }
    if (norm != null) {
      h = norm.applyAll(h);
    }
    for (LayerMap layer : layers.subList(0, layers.size() - 1)) {
      h = forward(layer, h);
    }
    LayerMap top = layers.get(layers.size() - 1);
    float[] state = top.apply(h[last], top.keys(h), h.length);
    return finalNorm == null ? state : finalNorm.apply(state);
  }

  /** All slots, (R, D) to (R, D), each seeing all, or itself and earlier ones. */
  private float[][] forward(LayerMap layer, float[][] x) {
    AttentionKeys keys = layer.keys(x);
    float[][] y = new float[x.length][];
    for (int r = 0; r < y.length; r++) {
      int seen = direction == SelfAttentionBlock.Direction.CAUSAL ? r + 1 : y.length;
      y[r] = layer.apply(x[r], keys, seen);
    }
    return y;
  }
}
