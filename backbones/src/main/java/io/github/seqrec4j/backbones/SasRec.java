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
import io.github.seqrec4j.backbones.SelfAttentionBlock.Direction;
import java.util.Optional;
import java.util.Set;

/**
 * SASRec (Kang and McAuley, "Self-Attentive Sequential Recommendation", ICDM 2018). Its defaults
 * are the form that the ODMT reference computes: LN(x + position), dropout, then post-norm
 * Transformer layers under a causal mask. The paper itself norms before each part ({@code norm =
 * pre}) and has no expansion; of its pre-norm form ours differs in that keys and values are normed
 * like queries, as is usual since.
 *
 * @param layers number of Transformer layers (paper: b), at least 1
 * @param heads attention heads, at least 1; must divide the width (paper: 1)
 * @param dropout rate on the input, the attention weights and the residual branches, in [0, 1)
 * @param norm where layer norms stand; with {@code pre} the input is not normed, as each layer
 *     begins with a norm
 * @param activation of the feed-forward network
 * @param expansion hidden width of the feed-forward network in widths, at least 1 (paper: 1)
 * @param positions how a slot's place enters (paper: P); learned ones count the padded slots too,
 *     0..S-1
 * @param finalNorm whether the last layer's output is normed; usual with {@code norm = pre}, as it
 *     else grows with the number of layers
 * @param intervals whether times enter; in the paper they do not
 * @param categories whether categories of events enter; in the paper they do not
 */
@Description(
    value = "Causal self-attention over the history",
    source = "Kang and McAuley, Self-Attentive Sequential Recommendation, ICDM 2018")
@Built
public record SasRec(
    @Option("number of Transformer layers, 1 to 1000") int layers,
    @Option("attention heads, 1 to 65536; must divide the width") int heads,
    @Option("dropout rate on input, attention weights and residual branches, in [0, 1)")
        double dropout,
    @Option(
            "post: layer norm behind attention and feed-forward, and on the input; pre: in front of them")
        Norm norm,
    @Option("activation of the feed-forward network: relu, gelu or swiglu") Nonlinearity activation,
    @Option("hidden width of the feed-forward network in widths, 1 to 64") int expansion,
    @Option("learned: a vector per slot is added to the input; none: order shows by the mask alone")
        Positions positions,
    @Option("with: the output is layer-normed once more, usual with norm = pre; without: it is not")
        FinalNorm finalNorm,
    @Option(Intervals.DESCRIPTION) Intervals intervals,
    @Option(Categories.DESCRIPTION) Categories categories)
    implements SequenceBackbone {

  /** How a slot's place in the sequence enters. */
  public enum Positions {
    /** A trainable vector per slot, absolute. */
    LEARNED,
    /** Not at all; the causal mask alone tells slots apart. */
    NONE
  }

  /** Whether the last layer's output is normed. */
  public enum FinalNorm {
    /** It is not. */
    WITHOUT,
    /** LN(output). */
    WITH
  }

  /**
   * Two layers of two heads, dropout 0.1, in the reference's form: post-norm, ReLU, expansion 4,
   * learned positions, no final norm, no times or categories.
   */
  public SasRec() {
    this(
        2,
        2,
        0.1,
        Norm.POST,
        Nonlinearity.RELU,
        4,
        Positions.LEARNED,
        FinalNorm.WITHOUT,
        Intervals.NONE,
        Categories.NONE);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public SasRec {
    Arguments.within("layers", layers, 1, Arguments.MAX_LAYERS);
    Arguments.within("heads", heads, 1, Arguments.MAX_WIDTH);
    Arguments.rate("dropout", dropout);
    Arguments.within("expansion", expansion, 1, Arguments.MAX_EXPANSION);
  }

  /** A builder that starts from the defaults. */
  public static SasRecBuilder builder() {
    return new SasRecBuilder();
  }

  /** A builder that starts from this. */
  public SasRecBuilder toBuilder() {
    return new SasRecBuilder(this);
  }

  @Override
  public String type() {
    return "sasrec";
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
    return new SelfAttentionBlock(options(Direction.CAUSAL, task(), sequences));
  }

  @Override
  public Optional<JavaForm> javaForm() {
    return Optional.of(
        (sequences, weights) ->
            new SelfAttentionEncoder(options(Direction.CAUSAL, task(), sequences), weights));
  }

  /** Of block and Java form, whichever way slots see. */
  SelfAttentionBlock.Options options(
      Direction direction, SequenceTask task, SequenceSchema sequences) {
    Form form = Form.builder().norm(norm).activation(activation).expansion(expansion).build();
    return new SelfAttentionBlock.Options(
        layers,
        heads,
        dropout,
        form,
        positions,
        finalNorm,
        intervals,
        categories.number(sequences),
        direction,
        task.slots(sequences.maxLength()),
        sequences.width());
  }
}
