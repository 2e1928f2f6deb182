package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.LayerNorm;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Transformer over a history, of {@link SasRec}, {@link Ligr} and {@link Bert4Rec}: slots see
 * themselves and earlier ones, or all others. In (B, L, D), (B, L), and for a bidirectional one (B,
 * L), 1 = masked, where the learned mask vector takes the item's place, for a causal one the times
 * of its {@link Intervals} and its {@link Categories}; out (B, L, D). Only real slots are computed:
 * padding changes nothing and costs nothing but attention scores.
 */
final class SelfAttentionBlock extends ArrayBlock {

  /** What a slot sees. */
  enum Direction {
    /** Itself and earlier slots. */
    CAUSAL,
    /** All slots. */
    BIDIRECTIONAL
  }

  /**
   * What the backbones choose.
   *
   * @param layers at least 1
   * @param heads must divide the width
   * @param dropout rate on the input and in the layers
   * @param form of the layers; post-norm ones read a normed input
   * @param positions how a slot's place enters
   * @param finalNorm whether the last layer's output is normed
   * @param intervals whether times enter, of a causal one
   * @param categories C, number of categories that a causal one reads, 0 for none
   * @param direction what a slot sees
   * @param slots L
   * @param width D
   */
  record Options(
      int layers,
      int heads,
      double dropout,
      TransformerLayer.Form form,
      SasRec.Positions positions,
      SasRec.FinalNorm finalNorm,
      Intervals intervals,
      int categories,
      Direction direction,
      int slots,
      int width) {}

  private final int slots;
  private final double dropout;
  private final @Nullable IntervalEmbedding intervals;
  private final @Nullable CategoryEmbedding categories;
  private final @Nullable Parameter maskVector;
  private final @Nullable Parameter positions;
  private final @Nullable LayerNorm norm;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final @Nullable LayerNorm finalNorm;

  SelfAttentionBlock(Options options) {
    slots = options.slots();
    int width = options.width();
    dropout = options.dropout();
    maskVector =
        options.direction() == Direction.BIDIRECTIONAL
            ? weight("mask", new Shape(width), Initializers.xavierNormal(1, width))
            : null;
    positions =
        options.positions() == SasRec.Positions.LEARNED
            ? table("positions", new Shape(slots, width), Initializers.xavierNormal(width, slots))
            : null;
    norm =
        options.form().norm() == TransformerLayer.Norm.POST
            ? addChildBlock("norm", new LayerNorm(width))
            : null;
    for (int i = 0; i < options.layers(); i++) {
      layers.add(
          addChildBlock(
              "layer" + i, new TransformerLayer(width, options.heads(), dropout, options.form())));
    }
    finalNorm =
        options.finalNorm() == SasRec.FinalNorm.WITH
            ? addChildBlock("finalNorm", new LayerNorm(width))
            : null;
    intervals = IntervalEmbedding.of(options.intervals(), width);
    if (intervals != null) {
      addChildBlock("intervals", intervals);
    }
    categories = CategoryEmbedding.of(options.categories(), width);
    if (categories != null) {
      addChildBlock("categories", categories);
    }
  }

  /** The states, or the last one alone where the call asks for no more. */
  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return params != null && params.contains(SequenceBackbone.LAST_SLOT)
        ? new NDList(lastState(store, inputs, training))
        : super.forwardInternal(store, inputs, training, params);
  }

  /** In as above; out (B, L, D). */
  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    NDArray h = through(layers, store, inputs, rows, training); // (R, D)
    return rows.unpack(normed(store, h, training));
  }

  /**
   * In as above; out (B, 1, D): the last layer needs one query per sequence, which sees all real
   * keys.
   */
  private NDArray lastState(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    int whole = layers.size() - 1;
    NDArray states =
        rows.unpack(through(layers.subList(0, whole), store, inputs, rows, training)); // (B, L, D)
    NDArray last = states.get(new NDIndex(":, {}:", slots - 1)); // (B, 1, D)
    NDArray keys = AttentionBias.ofKeys(inputs.get(1), AttentionBias.HIDE_SLOT); // (B, 1, 1, L)
    return normed(store, layers.get(whole).forward(store, last, states, keys, training), training);
  }

  /** What enters the first layer, through some layers: (R, D). */
  private NDArray through(
      List<TransformerLayer> some,
      ParameterStore store,
      NDList inputs,
      Rows rows,
      boolean training) {
    NDArray x = intervals == null ? inputs.get(0) : intervals.output(store, inputs, training);
    x = categories == null ? x : categories.added(store, x, inputs, training);
    NDArray bias = AttentionBias.ofKeys(inputs.get(1), AttentionBias.HIDE_SLOT); // (B, 1, 1, L)
    NDArray h = rows.pack(x); // (R, D)
    if (maskVector == null) {
      bias = bias.add(AttentionBias.causal(x.getManager(), slots)); // (B, 1, L, L)
    } else {
      NDArray masked = rows.pack(inputs.get(2).expandDims(2)); // (R, 1)
      h = h.mul(masked.neg().add(1)).add(masked.mul(value(store, maskVector, x, training)));
    }
    if (positions != null) {
      h = h.add(Rows.take(value(store, positions, x, training), rows.positions()));
    }
    if (norm != null) {
      h = norm.forward(store, h, training);
    }
    h = Dropout.apply(h, dropout, training);
    for (TransformerLayer layer : some) {
      h = layer.forward(store, h, rows, bias, training);
    }
    return h;
  }

  /** (..., D) through the final norm, if there is one. */
  private NDArray normed(ParameterStore store, NDArray h, boolean training) {
    return finalNorm == null ? h : finalNorm.forward(store, h, training);
  }
}
