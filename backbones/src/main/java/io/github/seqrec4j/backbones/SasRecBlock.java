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
  private final double dropout;
  private final @Nullable Parameter positions;
  private final @Nullable LayerNorm norm;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final @Nullable LayerNorm finalNorm;

  SasRecBlock(SasRec spec, int maxLength, int width) {
    this.maxLength = maxLength;
    dropout = spec.dropout();
    positions =
        spec.positions() == SasRec.Positions.LEARNED
            ? weight(
                "positions",
                new Shape(maxLength, width),
                Initializers.xavierNormal(width, maxLength))
            : null;
    norm =
        spec.norm() == TransformerLayer.Norm.POST
            ? addChildBlock("norm", new LayerNorm(width))
            : null;
    var form = new TransformerLayer.Form(spec.norm(), spec.activation(), spec.expansion());
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(
          addChildBlock("layer" + i, new TransformerLayer(width, spec.heads(), dropout, form)));
    }
    finalNorm =
        spec.finalNorm() == SasRec.FinalNorm.WITH
            ? addChildBlock("finalNorm", new LayerNorm(width))
            : null;
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
    NDArray h = rows.pack(x); // (R, D)
    if (positions != null) {
      h = h.add(Rows.take(value(store, positions, x, training), rows.positions()));
    }
    if (norm != null) {
      h = norm.forward(store, h, training);
    }
    h = Dropout.apply(h, dropout, training);
    for (TransformerLayer layer : layers) {
      h = layer.forward(store, h, rows, bias, training);
    }
    if (finalNorm != null) {
      h = finalNorm.forward(store, h, training);
    }
    return new NDList(rows.unpack(h));
  }
}
