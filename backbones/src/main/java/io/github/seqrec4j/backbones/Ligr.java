package io.github.seqrec4j.backbones;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.TransformerLayer.Form;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import io.github.seqrec4j.api.nn.TransformerLayer.Residual;
import java.util.Optional;
import java.util.Set;

/**
 * SASRec with LiGR layers (Borisyuk et al., "From Features to Transformers: Redefining Ranking for
 * Scalable Impact", 2025), the backbone of eSASRec (RecTools): x + position, dropout, then layers
 * under a causal mask whose residuals are gated,
 *
 * <pre>
 * x = x + sigmoid(x W_1 + b_1) * Dropout(Attention(LN(x)))
 * x = x + sigmoid(x W_2 + b_2) * Dropout(FFN(LN(x)))
 * FFN(x) = Dropout(SiLU(x W) * x V) U                      SwiGLU, Shazeer 2020
 * </pre>
 *
 * <p>What comes out of the last layer is not normed. Departures from RecTools' {@code LiGRLayer}:
 * the four maps of attention have no biases, as everywhere here; epsilon of the norms is 1e-6, not
 * 1e-5. The other half of eSASRec, its sampled softmax, is the recommender's objective.
 *
 * @param layers number of layers, at least 1 (RecTools: 2)
 * @param heads attention heads, at least 1; must divide the width (RecTools: 4)
 * @param dropout rate on the input, the attention weights, the hidden layers and the residual
 *     branches, in [0, 1) (RecTools: 0.2)
 * @param activation of the feed-forward network (eSASRec: SwiGLU)
 * @param expansion hidden width of the feed-forward network in widths, at least 1 (RecTools: 4)
 * @param intervals whether times enter; in eSASRec they do not
 * @param categories whether categories of events enter; in eSASRec they do not
 */
@Description(
    value = "Causal self-attention with gated residuals and SwiGLU, as in eSASRec",
    source = "Borisyuk et al., From Features to Transformers, 2025")
@Built
public record Ligr(
    @Option("number of layers, 1 to 1000") int layers,
    @Option("attention heads, 1 to 65536; must divide the width") int heads,
    @Option(
            "dropout rate on input, attention weights, hidden layers and residual branches, in [0, 1)")
        double dropout,
    @Option("activation of the feed-forward network: relu, gelu or swiglu") Nonlinearity activation,
    @Option("hidden width of the feed-forward network in widths, 1 to 64") int expansion,
    @Option(Intervals.DESCRIPTION) Intervals intervals,
    @Option(Categories.DESCRIPTION) Categories categories)
    implements SequenceBackbone {

  /**
   * Two layers of two heads, dropout 0.1 as SASRec's, SwiGLU, expansion 4, no times or categories.
   */
  public Ligr() {
    this(2, 2, 0.1, Nonlinearity.SWIGLU, 4, Intervals.NONE, Categories.NONE);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Ligr {
    Arguments.within("layers", layers, 1, Arguments.MAX_LAYERS);
    Arguments.within("heads", heads, 1, Arguments.MAX_WIDTH);
    Arguments.rate("dropout", dropout);
    Arguments.within("expansion", expansion, 1, Arguments.MAX_EXPANSION);
  }

  /** A builder that starts from the defaults. */
  public static LigrBuilder builder() {
    return new LigrBuilder();
  }

  /** A builder that starts from this. */
  public LigrBuilder toBuilder() {
    return new LigrBuilder(this);
  }

  @Override
  public String type() {
    return "ligr";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Set<SequenceInput> inputs() {
    return categories.with(intervals.inputs());
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
    Form form =
        Form.builder()
            .norm(Norm.PRE)
            .activation(activation)
            .expansion(expansion)
            .residual(Residual.GATED)
            .hiddenDropout(dropout)
            .build();
    return new SelfAttentionBlock.Options(
        layers,
        heads,
        dropout,
        form,
        SasRec.Positions.LEARNED,
        SasRec.FinalNorm.WITHOUT,
        intervals,
        categories.number(sequences),
        SelfAttentionBlock.Direction.CAUSAL,
        task().slots(sequences.maxLength()),
        sequences.width());
  }
}
