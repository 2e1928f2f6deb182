package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.LayerNorm;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In (B, S, D), (B, S); out (B, S, D). Only real slots are computed: padding changes nothing and
 * costs nothing but attention scores.
 */
final class SasRecBlock extends ModelBlock {

  private final int maxLength;
  private final float dropout;
  private final Parameter positions;
  private final LayerNorm norm;
  private final List<TransformerLayer> layers = new ArrayList<>();

  SasRecBlock(SasRec spec, int maxLength, int width) {
    this.maxLength = maxLength;
    dropout = (float) spec.dropout();
    positions =
        weight(
            "positions", new Shape(maxLength, width), Initializers.xavierNormal(width, maxLength));
    norm = addChildBlock("norm", new LayerNorm(width));
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(
          addChildBlock("layer" + i, new TransformerLayer(width, spec.heads(), spec.dropout())));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.get(0);
    NDArray mask = inputs.get(1);
    Rows rows = Rows.of(mask);
    NDArray bias =
        AttentionBias.ofKeys(mask, AttentionBias.HIDE_SLOT)
            .add(AttentionBias.causal(x.getManager(), maxLength)); // (B, 1, S, S)
    NDArray table = value(store, positions, x, training);
    NDArray h = rows.pack(x).add(Rows.take(table, rows.positions())); // (R, D)
    h = Dropout.apply(norm.forward(store, h, training), dropout, training);
    for (TransformerLayer layer : layers) {
      h = layer.forward(store, h, rows, bias, training);
    }
    return new NDList(rows.unpack(h));
  }
}
