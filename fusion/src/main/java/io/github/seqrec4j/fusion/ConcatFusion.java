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
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.nn.Linear;
import java.util.List;
import java.util.Optional;

/**
 * Early fusion: the first tokens of all modalities, concatenated and mapped to one branch {@code
 * fused} by a linear map with bias.
 *
 * @param dropout rate on the tokens, in [0, 1)
 */
@Description("Early fusion: all modalities side by side, one fused branch")
@Built
public record ConcatFusion(@Option("dropout rate on the tokens, in [0, 1)") double dropout)
    implements Fusion {

  /** Name of the one branch of an early fusion. */
  static final Branch FUSED = new Branch("fused");

  /** Dropout 0.1. */
  public ConcatFusion() {
    this(0.1);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range
   */
  @Internal
  public ConcatFusion {
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static ConcatFusionBuilder builder() {
    return new ConcatFusionBuilder();
  }

  /** A builder that starts from this. */
  public ConcatFusionBuilder toBuilder() {
    return new ConcatFusionBuilder(this);
  }

  @Override
  public String type() {
    return "concat";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return List.of(FUSED);
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(
        (modalities, weights) -> {
          int width = modalities.get(0).width();
          LinearMap map =
              LinearMap.of(
                  weights.below("map"), modalities.size() * width, width, Linear.Bias.WITH);
          return tokens -> new float[][] {map.apply(FirstTokens.sideBySide(tokens, width))};
        });
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new ConcatBlock(modalities.size(), width, dropout);
  }

  private static final class ConcatBlock extends FirstTokens {
    private final Linear map;

    ConcatBlock(int modalities, int width, double dropout) {
      super(modalities, dropout);
      map = addChildBlock("map", new Linear(modalities * width, width, Linear.Bias.WITH));
    }

    @Override
    NDList fuse(ParameterStore store, NDList first, NDList present, boolean training) {
      return new NDList(map.forward(store, NDArrays.concat(first, 1), training));
    }
  }
}
