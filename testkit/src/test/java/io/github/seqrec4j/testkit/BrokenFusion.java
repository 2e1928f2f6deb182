package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;
import java.util.Optional;

/** A branch per modality, the mean of its tokens, with at most one fault. */
public record BrokenFusion(double dropout, Fault fault) implements Fusion {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Centres each number over the items of the batch. */
    ITEMS_MEET,
    /** Means over padded tokens too. */
    MASK_IGNORED,
    /** The Java form means over padded tokens too. */
    FORM_OF_ITS_OWN
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

  /** Of those alone whose block is sound, so that a fault shows in one place. */
  @Override
  public Optional<ItemJavaForm> javaForm() {
    return fault == Fault.NONE || fault == Fault.FORM_OF_ITS_OWN
        ? Optional.of((modalities, weights) -> this::means)
        : Optional.empty();
  }

  private float[][] means(List<ItemTokens> modalities) {
    return modalities.stream().map(this::mean).toArray(float[][]::new);
  }

  private float[] mean(ItemTokens tokens) {
    float[][] vectors = tokens.vectors();
    int count = fault == Fault.FORM_OF_ITS_OWN ? vectors.length : Math.max(1, tokens.real());
    float[] mean = new float[vectors[0].length];
    for (int t = 0; t < tokens.real(); t++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += vectors[t][j] / count;
      }
    }
    return mean;
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
