package io.github.seqrec4j.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;

/**
 * A backbone of one's own, given to the builder. To make it known to configurations and to the
 * command line too, list its class in {@code META-INF/services}; see {@code plugin-backbone}.
 */
public final class OwnBackbone {

  private OwnBackbone() {}

  /**
   * The mean of the items so far, through one linear map.
   *
   * @param dropout rate on the item vectors, in [0, 1)
   */
  // tag::backbone[]
  @Description("Mean of the history, through a linear map")
  public record RunningMean(@Option("dropout rate on the item vectors, in [0, 1)") double dropout)
      implements SequenceBackbone {

    /** Dropout 0.1. */
    public RunningMean() {
      this(0.1);
    }

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if the rate is out of its range
     */
    public RunningMean {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "running-mean";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new RunningMeanBlock(sequences.width(), dropout);
    }
  }

  /** In (B, S, D), (B, S); out (B, S, D). */
  private static final class RunningMeanBlock extends ArrayBlock {
    private final Linear map;
    private final double dropout;

    RunningMeanBlock(int width, double dropout) {
      map = addChildBlock("map", new Linear(width, width, Linear.Bias.WITH));
      this.dropout = dropout;
    }

    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      NDArray mask = inputs.get(1).expandDims(2); // (B, S, 1)
      NDArray items = Dropout.apply(inputs.get(0), dropout, training).mul(mask); // (B, S, D)
      NDArray mean = items.cumSum(1).div(mask.cumSum(1).maximum(1f)); // of the slots so far
      return map.forward(store, mean, training);
    }
  }

  // end::backbone[]

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) {
    Path data = DemoShop.in(Path.of(arguments[0]));
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create()
                .fit(DemoShop.spec().backbone(new RunningMean()).build(), dataset, event -> {})) {
      System.out.println("running mean: " + model.report().test().get("ensemble"));
    }
  }
}
