package io.github.seqrec4j.fusion;

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
 * IMT, the ID-aware Multi-modal Transformer (paper section 3.2): all tokens of an item attend to
 * each other, except that content tokens do not see the ID. So the ID branch absorbs content while
 * content branches stay free of the ID and serve items that were never trained on. One branch per
 * modality: its first token.
 *
 * @param layers Transformer layers, at least 1 (published: 2)
 * @param heads attention heads, at least 1, must divide the width; the reference takes as many
 *     heads as layers
 * @param dropout rate on the input tokens, attention weights and residual branches, in [0, 1)
 * @param visibility whether content tokens see the ID token
 * @param lastLayer which tokens the last layer computes; both give the same vectors
 */
@Description(
    value = "Transformer over the tokens of an item in which content does not see the ID",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.2")
@Built
public record IdAwareTransformer(
    @Option("Transformer layers, 1 to 1000") int layers,
    @Option("attention heads, 1 to 65536; must divide the width") int heads,
    @Option("dropout rate on input tokens, attention weights and residual branches, in [0, 1)")
        double dropout,
    @Option("id-aware: content does not see the ID; all: every token sees every other")
        Visibility visibility,
    @Option(
            "outputs: the last layer computes the first token of each modality only; all-tokens: every token, at the same result")
        LastLayer lastLayer)
    implements Fusion {

  /** Whether content tokens see the ID token. */
  public enum Visibility {
    /** Content queries do not see the ID key (the reference's mask {@code v1}). */
    ID_AWARE,
    /** Everything sees everything (any other mask name of the reference). */
    ALL
  }

  /** Which tokens the last layer computes. */
  public enum LastLayer {
    /** The first token of each modality, which is all that is read. */
    OUTPUTS,
    /** Every token, as the reference does. */
    ALL_TOKENS
  }

  /** Two layers of two heads, dropout 0.1, ID-aware, outputs only. */
  public IdAwareTransformer() {
    this(2, 2, 0.1, Visibility.ID_AWARE, LastLayer.OUTPUTS);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public IdAwareTransformer {
    Arguments.within("layers", layers, 1, Arguments.MAX_LAYERS);
    Arguments.within("heads", heads, 1, Arguments.MAX_WIDTH);
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static IdAwareTransformerBuilder builder() {
    return new IdAwareTransformerBuilder();
  }

  /** A builder that starts from this. */
  public IdAwareTransformerBuilder toBuilder() {
    return new IdAwareTransformerBuilder(this);
  }

  @Override
  public String type() {
    return "id-aware-transformer";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return modalities.stream().map(Branch::of).toList();
  }

  @Override
  public void check(List<Modality> modalities, int width) {
    Arguments.headsDivide(width, heads);
  }

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(
        (modalities, weights) -> new IdAwareTransformerForm(this, modalities, weights));
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new IdAwareTransformerBlock(this, modalities, width);
  }
}
