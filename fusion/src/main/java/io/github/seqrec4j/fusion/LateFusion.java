package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
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
 * Keeps modalities apart: one branch per modality, its first token after dropout; only the scores
 * are averaged (the paper's late fusion without IMT).
 *
 * @param dropout rate on the tokens, in [0, 1)
 */
@Description("Modalities do not meet: each is a branch, their scores are averaged")
@Built
public record LateFusion(@Option("dropout rate on the tokens, in [0, 1)") double dropout)
    implements Fusion {

  /** Dropout 0.1. */
  public LateFusion() {
    this(0.1);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range
   */
  @Internal
  public LateFusion {
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static LateFusionBuilder builder() {
    return new LateFusionBuilder();
  }

  /** A builder that starts from this. */
  public LateFusionBuilder toBuilder() {
    return new LateFusionBuilder(this);
  }

  @Override
  public String type() {
    return "late";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return modalities.stream().map(Branch::of).toList();
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of((modalities, weights) -> FirstTokens::of);
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new FirstTokens(modalities.size(), dropout) {
      @Override
      NDList fuse(
          ai.djl.training.ParameterStore store, NDList first, NDList present, boolean training) {
        return first;
      }
    };
  }
}
