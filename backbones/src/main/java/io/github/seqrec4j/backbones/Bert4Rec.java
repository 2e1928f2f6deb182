package io.github.seqrec4j.backbones;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import java.util.Optional;

/**
 * BERT4Rec (Sun et al., "BERT4Rec: Sequential Recommendation with Bidirectional Encoder
 * Representations from Transformer", CIKM 2019): attention without a causal mask, trained to find
 * masked items from both sides (Cloze). It reads S+1 slots; to recommend, a mask stands behind the
 * history.
 *
 * <p>Departures from the paper: the mask is a learned vector per branch that takes the place of the
 * <em>encoded</em> item, so that no content of a masked item is seen; the loss is the recommender's
 * objective, in which the mask is never a candidate; several mask sets are drawn per sequence and
 * step, each a pass of the backbone over item vectors that are encoded once.
 *
 * @param layers Transformer layers (paper: L), at least 1
 * @param heads attention heads (paper: h), at least 1; must divide the width
 * @param dropout rate on the input, the attention weights and the residual branches, in [0, 1)
 * @param norm where layer norms stand; with {@code pre} the input is not normed
 * @param activation of the feed-forward network (paper: GELU)
 * @param expansion hidden width of the feed-forward network in widths, at least 1 (paper: 4)
 * @param maskProbability share of a sequence's items that is masked (paper: rho, 0.2 to 0.6), above
 *     0 and below 1
 * @param lastOnlyProbability share of the mask sets that hide the last item alone, as inference
 *     does, in [0, 1]
 * @param patterns mask sets per sequence and step, at least 1
 */
@Description(
    value = "Bidirectional self-attention, trained to find masked items",
    source =
        "Sun et al., BERT4Rec: Sequential Recommendation with Bidirectional Encoder Representations from Transformer, CIKM 2019")
@Built
public record Bert4Rec(
    @Option("number of Transformer layers, 1 to 1000") int layers,
    @Option("attention heads, 1 to 65536; must divide the width") int heads,
    @Option("dropout rate on input, attention weights and residual branches, in [0, 1)")
        double dropout,
    @Option(
            "post: layer norm behind attention and feed-forward, and on the input; pre: in front of them")
        Norm norm,
    @Option("activation of the feed-forward network: relu, gelu or swiglu") Nonlinearity activation,
    @Option("hidden width of the feed-forward network in widths, 1 to 64") int expansion,
    @Option("share of a sequence's items that is masked, above 0 and below 1")
        double maskProbability,
    @Option("share of the mask sets that hide the last item alone, in [0, 1]")
        double lastOnlyProbability,
    @Option("mask sets per sequence and step, 1 to 1048576") int patterns)
    implements SequenceBackbone {

  /** Two layers of two heads, dropout 0.1, four mask sets of 0.3, a quarter of them last-only. */
  public Bert4Rec() {
    this(2, 2, 0.1, Norm.POST, Nonlinearity.GELU, 4, 0.3, 0.25, 4);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Bert4Rec {
    transformer(layers, heads, dropout, norm, activation, expansion); // the same checks
    new SequenceTask.MaskedItem(maskProbability, lastOnlyProbability, patterns);
  }

  /** A builder that starts from the defaults. */
  public static Bert4RecBuilder builder() {
    return new Bert4RecBuilder();
  }

  /** A builder that starts from this. */
  public Bert4RecBuilder toBuilder() {
    return new Bert4RecBuilder(this);
  }

  @Override
  public String type() {
    return "bert4rec";
  }

  @Override
  public SequenceTask task() {
    return new SequenceTask.MaskedItem(maskProbability, lastOnlyProbability, patterns);
  }

  @Override
  public void check(SequenceSchema sequences) {
    Arguments.headsDivide(sequences.width(), heads);
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new SelfAttentionBlock(options(sequences));
  }

  @Override
  public Optional<JavaForm> javaForm() {
    return Optional.of(
        (sequences, weights) -> new SelfAttentionEncoder(options(sequences), weights));
  }

  /** Of block and Java form. */
  private SelfAttentionBlock.Options options(SequenceSchema sequences) {
    return transformer(layers, heads, dropout, norm, activation, expansion)
        .options(SelfAttentionBlock.Direction.BIDIRECTIONAL, task(), sequences);
  }

  /** The options shared with SASRec. */
  private static SasRec transformer(
      int layers, int heads, double dropout, Norm norm, Nonlinearity activation, int expansion) {
    return SasRec.builder()
        .layers(layers)
        .heads(heads)
        .dropout(dropout)
        .norm(norm)
        .activation(activation)
        .expansion(expansion)
        .build();
  }
}
