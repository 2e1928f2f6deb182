package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Option;
import java.util.List;
import java.util.Optional;

/**
 * Early fusion: the sum of the first tokens of all modalities, as one branch {@code fused}.
 *
 * @param dropout rate on the tokens, in [0, 1)
 */
@Description("Early fusion: the sum of all modalities, one fused branch")
@Built
public record SumFusion(@Option("dropout rate on the tokens, in [0, 1)") double dropout)
    implements Fusion {

  /** Dropout 0.1. */
  public SumFusion() {
    this(0.1);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range
   */
  @Internal
  public SumFusion {
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static SumFusionBuilder builder() {
    return new SumFusionBuilder();
  }

  /** A builder that starts from this. */
  public SumFusionBuilder toBuilder() {
    return new SumFusionBuilder(this);
  }

  @Override
  public String type() {
    return "sum";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return List.of(ConcatFusion.FUSED);
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(
        (modalities, weights) ->
            tokens -> {
              float[][] first = FirstTokens.of(tokens);
              float[] sum = first[0].clone();
              for (int m = 1; m < first.length; m++) {
                MultiModalItemEncoderForm.add(first[m], sum);
              }
              return new float[][] {sum};
            });
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new FirstTokens(modalities.size(), dropout) {
      @Override
      NDList fuse(ParameterStore store, NDList first, NDList present, boolean training) {
        // the engine adds two or more
        return first.size() == 1
            ? first
            : new NDList(NDArrays.add(first.toArray(new ai.djl.ndarray.NDArray[0])));
      }
    };
  }
}
