package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Hstu}. In (B, S, D), (B, S), with relative times event times (B, S) and request times (B,
 * S), then its {@link Categories} (B, S); out (B, S, D). Only real slots are computed, as R packed
 * rows: padding costs nothing but attention scores.
 */
final class HstuBlock extends ArrayBlock {

  private final double dropout;
  private final double inputScale;
  private final Parameter positions;
  private final @Nullable CategoryEmbedding categories;
  private final List<HstuLayer> layers = new ArrayList<>();

  HstuBlock(Hstu spec, int categoriesRead, int slots, int width) {
    dropout = spec.dropout();
    inputScale = Math.sqrt(width);
    positions =
        table(
            "positions",
            new Shape(slots, width),
            new NormalInitializer((float) (1 / Math.sqrt(width))));
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(addChildBlock("layer" + i, new HstuLayer(spec, slots, width)));
    }
    categories = CategoryEmbedding.of(categoriesRead, width);
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
    if (params == null || !params.contains(SequenceBackbone.LAST_SLOT)) {
      return super.forwardInternal(store, inputs, training, params);
    }
    Rows rows = Rows.of(inputs.get(1));
    RelativeCells cells = cells(inputs);
    int whole = layers.size() - 1;
    NDArray h = through(layers.subList(0, whole), store, inputs, rows, cells, training);
    return new NDList(layers.get(whole).last(store, h, rows, cells.last(), training)); // (B, 1, D)
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    RelativeCells cells = cells(inputs);
    return rows.unpack(through(layers, store, inputs, rows, cells, training));
  }

  private RelativeCells cells(NDList inputs) {
    return RelativeCells.of(categories == null ? inputs : CategoryEmbedding.without(inputs));
  }

  /** What enters the first layer, through some layers: (R, D). */
  private NDArray through(
      List<HstuLayer> some,
      ParameterStore store,
      NDList inputs,
      Rows rows,
      RelativeCells cells,
      boolean training) {
    NDArray events = inputs.get(0); // (B, S, D)
    if (categories != null) {
      events = categories.added(store, events, inputs, training);
    }
    NDArray x = Scale.by(rows.pack(events), inputScale); // (R, D)
    NDArray h = x.add(Rows.take(value(store, positions, x, training), rows.positions()));
    h = Dropout.apply(h, dropout, training);
    for (HstuLayer layer : some) {
      h = layer.forward(store, h, rows, cells, training);
    }
    return h;
  }
}
