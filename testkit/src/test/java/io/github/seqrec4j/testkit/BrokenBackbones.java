package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Linear;
import java.util.Optional;

/** Backbones with one fault each, and one without; all map the mean of some slots linearly. */
public final class BrokenBackbones {

  private BrokenBackbones() {}

  /** Mean of this slot and the earlier real ones; without a fault. */
  public record Sound(double dropout) implements SequenceBackbone {
    public Sound() {
      this(0.5);
    }

    public Sound {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "sound";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new MeanBlock(sequences.width(), dropout) {
        @Override
        NDArray mean(NDArray items, NDArray mask) {
          return prefixMean(items.mul(mask), mask);
        }
      };
    }
  }

  /** Mean of all real slots, later ones too. */
  public record Leaking(double dropout) implements SequenceBackbone {
    public Leaking() {
      this(0.5);
    }

    public Leaking {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "leaking";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new MeanBlock(sequences.width(), dropout) {
        @Override
        NDArray mean(NDArray items, NDArray mask) {
          NDArray sum = items.mul(mask).sum(new int[] {1}, true);
          return items.add(sum.div(mask.sum(new int[] {1}, true)));
        }
      };
    }
  }

  /** Mean of this slot and all earlier ones, padding included. */
  public record MaskIgnoring(double dropout) implements SequenceBackbone {
    public MaskIgnoring() {
      this(0.5);
    }

    public MaskIgnoring {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "mask-ignoring";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new MeanBlock(sequences.width(), dropout) {
        @Override
        NDArray mean(NDArray items, NDArray mask) {
          return prefixMean(items, mask.onesLike());
        }
      };
    }
  }

  /** Declares a parameter that it does not use. */
  public record IdleParameter(double dropout) implements SequenceBackbone {
    public IdleParameter() {
      this(0.5);
    }

    public IdleParameter {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "idle-parameter";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new MeanBlock(sequences.width(), dropout) {
        {
          weight("idle", new Shape(sequences.width()), Initializers.ONES);
        }

        @Override
        NDArray mean(NDArray items, NDArray mask) {
          return prefixMean(items.mul(mask), mask);
        }
      };
    }
  }

  /** Takes any dropout rate when it is made. */
  public record Unchecked(double dropout) implements SequenceBackbone {
    public Unchecked() {
      this(0.5);
    }

    @Override
    public String type() {
      return "unchecked";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new Sound(dropout).newBlock(sequences);
    }
  }

  /** Its Java form reads the last item alone. */
  public record OtherInJava(double dropout) implements SequenceBackbone {
    public OtherInJava() {
      this(0.5);
    }

    public OtherInJava {
      Arguments.rate("dropout", dropout);
    }

    @Override
    public String type() {
      return "other-in-java";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new Sound(dropout).newBlock(sequences);
    }

    @Override
    public Optional<JavaForm> javaForm() {
      return Optional.of(
          (sequences, weights) -> {
            int width = sequences.width();
            LinearMap map = LinearMap.of(weights.below("map"), width, width, Linear.Bias.WITH);
            return history -> map.apply(history.vectors()[history.slots() - 1]);
          });
    }
  }

  /** In (B, S, D), (B, S); out (B, S, D): dropout of a mean, mapped linearly. */
  private abstract static class MeanBlock extends ArrayBlock {
    private final Linear map;
    private final double dropout;

    MeanBlock(int width, double dropout) {
      map = addChildBlock("map", new Linear(width, width, Linear.Bias.WITH));
      this.dropout = dropout;
    }

    /** (B, S, D), (B, S, 1) to (B, S, D). */
    abstract NDArray mean(NDArray items, NDArray mask);

    static NDArray prefixMean(NDArray items, NDArray mask) {
      return items.cumSum(1).div(mask.cumSum(1).maximum(1));
    }

    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      NDArray mean = mean(inputs.get(0), inputs.get(1).expandDims(2));
      return map.forward(store, Dropout.apply(mean, dropout, training), training);
    }
  }
}
