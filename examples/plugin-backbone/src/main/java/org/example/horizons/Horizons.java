package org.example.horizons;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.LayerNorm;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.ArrayBlock;
import java.util.List;

/**
 * Averages of the history over several horizons: at each slot, the items so far, weighted by how
 * long ago they were, side by side for each half-life, through one linear map.
 *
 * @param halfLives items after which a weight has halved, at least one, each above 0
 * @param dropout rate on the averages, in [0, 1)
 */
// tag::spec[]
@Description("Exponential averages of the history over several horizons")
public record Horizons(
    @Option("items after which a weight has halved, each above 0") List<Double> halfLives,
    @Option("dropout rate on the averages, in [0, 1)") double dropout)
    implements SequenceBackbone {

  /** Half-lives of half an item, 2 and 8 items, dropout 0.1. */
  public Horizons() {
    this(List.of(0.5, 2.0, 8.0), 0.1);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public Horizons {
    halfLives = List.copyOf(halfLives);
    if (halfLives.isEmpty()) {
      throw new IllegalArgumentException("halfLives must not be empty");
    }
    halfLives.forEach(h -> Arguments.positive("halfLives", h));
    Arguments.rate("dropout", dropout);
  }

  @Override
  public String type() {
    return "horizons";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new HorizonsBlock(sequences.maxLength(), sequences.width());
  }

  // end::spec[]

  // tag::block[]
  /** In (B, S, D), (B, S); out (B, S, D). */
  private final class HorizonsBlock extends ArrayBlock {
    private final int slots;
    private final Linear map;
    private final LayerNorm norm;

    HorizonsBlock(int slots, int width) {
      this.slots = slots;
      map = addChildBlock("map", new Linear(halfLives.size() * width, width, Linear.Bias.WITH));
      norm = addChildBlock("norm", new LayerNorm(width));
    }

    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      NDArray mask = inputs.get(1).expandDims(2); // (B, S, 1)
      NDArray x = inputs.get(0).mul(mask); // (B, S, D)
      NDList averages = new NDList();
      for (double halfLife : halfLives) {
        NDArray weights =
            HostArrays.of(x.getManager(), weights(halfLife), new Shape(slots, slots));
        NDArray total = weights.matMul(mask).maximum(1e-6f); // (B, S, 1), of the real slots
        averages.add(weights.matMul(x).div(total)); // (B, S, D)
      }
      NDArray side = Dropout.apply(NDArrays.concat(averages, 2), dropout, training);
      return norm.forward(store, map.forward(store, side, training), training);
    }

    /** (S, S): what slot s, a row, takes of slot j; nothing of later ones. */
    private float[] weights(double halfLife) {
      float[] weights = new float[slots * slots];
      for (int s = 0; s < slots; s++) {
        for (int j = 0; j <= s; j++) {
          weights[s * slots + j] = (float) Math.pow(0.5, (s - j) / halfLife);
        }
      }
      return weights;
    }
  }
  // end::block[]
}
