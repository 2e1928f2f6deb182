package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.CausalConvolution;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.LayerNorm;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * In (B, S, D), (B, S); out (B, S, D). Only real slots are computed, as R packed rows: padding is
 * zero to every convolution and costs nothing.
 */
final class NextItNetBlock extends ArrayBlock {

  private final double dropout;
  private final List<Residual> blocks = new ArrayList<>();
  private final Linear output;

  NextItNetBlock(NextItNet spec, int width) {
    dropout = spec.dropout();
    for (int dilation : spec.dilations()) {
      blocks.add(
          addChildBlock("block" + blocks.size(), new Residual(width, spec.kernel(), dilation)));
    }
    output = addChildBlock("output", new Linear(width, width, Linear.Bias.WITH));
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    NDArray h = Dropout.apply(rows.pack(inputs.get(0)), dropout, training); // (R, D)
    for (Residual block : blocks) {
      h = h.add(Dropout.apply(block.forward(store, h, rows, training), dropout, training));
    }
    return rows.unpack(output.forward(store, h, training)); // (B, S, D)
  }

  /** F of the paper's residual block (b), (R, D) to (R, D). */
  private static final class Residual extends ArrayBlock {
    private final CausalConvolution first;
    private final LayerNorm firstNorm;
    private final CausalConvolution second;
    private final LayerNorm secondNorm;

    Residual(int width, int kernel, int dilation) {
      first = addChildBlock("first", new CausalConvolution(width, width, kernel, dilation));
      firstNorm = addChildBlock("firstNorm", new LayerNorm(width));
      second = addChildBlock("second", new CausalConvolution(width, width, kernel, 2 * dilation));
      secondNorm = addChildBlock("secondNorm", new LayerNorm(width));
    }

    NDArray forward(ParameterStore store, NDArray packed, Rows rows, boolean training) {
      NDArray h = first.forward(store, packed, rows, training);
      h = Activation.relu(firstNorm.forward(store, h, training));
      h = second.forward(store, h, rows, training);
      return Activation.relu(secondNorm.forward(store, h, training));
    }

    /** Padded slots and mask to padded slots. */
    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      Rows rows = Rows.of(inputs.get(1));
      return rows.unpack(forward(store, rows.pack(inputs.get(0)), rows, training));
    }
  }
}
