package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;

/** A branch per modality, the mean of its tokens, with at most one fault. */
public record BrokenFusion(double dropout, Fault fault) implements Fusion {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Centres each number over the items of the batch. */
    ITEMS_MEET,
    /** Means over padded tokens too. */
    MASK_IGNORED
  }

  public BrokenFusion() {
    this(0.5, Fault.NONE);
  }

  public BrokenFusion {
    Arguments.rate("dropout", dropout);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return modalities.stream().map(Branch::of).toList();
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new ModelBlock() {
      @Override
      protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
        NDList out = new NDList();
        for (int m = 0; m < modalities.size(); m++) {
          out.add(Dropout.apply(mean(inputs.get(2 * m), inputs.get(2 * m + 1)), dropout, training));
        }
        return out;
      }
    };
  }

  /** (U, T, D), (U, T) to (U, D). */
  private NDArray mean(NDArray tokens, NDArray mask) {
    NDArray weight =
        fault == Fault.MASK_IGNORED ? mask.onesLike().expandDims(2) : mask.expandDims(2);
    int[] overTokens = {1};
    NDArray mean = tokens.mul(weight).sum(overTokens).div(weight.sum(overTokens).maximum(1));
    return fault == Fault.ITEMS_MEET ? mean.sub(mean.mean(new int[] {0}, true)) : mean;
  }
}
