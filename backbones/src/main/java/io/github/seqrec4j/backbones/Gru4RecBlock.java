package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.GruLayer;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In (B, S, D), (B, S), the times of its {@link Intervals} and its {@link Categories}; out (B, S,
 * D). H width of the state.
 */
final class Gru4RecBlock extends ArrayBlock {

  private final double dropout;
  private final List<GruLayer> layers = new ArrayList<>();
  private final Linear output;
  private final @Nullable IntervalEmbedding intervals;
  private final @Nullable CategoryEmbedding categories;

  Gru4RecBlock(Gru4Rec spec, int categoriesRead, int width) {
    dropout = spec.dropout();
    int hidden = spec.hidden() == 0 ? width : spec.hidden();
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(addChildBlock("layer" + i, new GruLayer(i == 0 ? width : hidden, hidden)));
    }
    output = addChildBlock("output", new Linear(hidden, width, Linear.Bias.WITH));
    intervals = IntervalEmbedding.of(spec.intervals(), width);
    if (intervals != null) {
      addChildBlock("intervals", intervals);
    }
    categories = CategoryEmbedding.of(categoriesRead, width);
    if (categories != null) {
      addChildBlock("categories", categories);
    }
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    NDArray real = inputs.get(1).expandDims(2); // (B, S, 1)
    NDArray x = intervals == null ? inputs.get(0) : intervals.output(store, inputs, training);
    x = categories == null ? x : categories.added(store, x, inputs, training);
    // Zero input keeps the state at zero until the first real slot.
    NDArray h = Dropout.apply(x.mul(real), dropout, training); // (B, S, D)
    for (GruLayer layer : layers) {
      h = Dropout.apply(layer.forward(store, h, training), dropout, training); // (B, S, H)
    }
    return output.forward(store, h, training); // (B, S, D)
  }
}
