package io.github.seqrec4j.backbones;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceTask;

/**
 * SASRec (Kang and McAuley, "Self-Attentive Sequential Recommendation", ICDM 2018) as the ODMT
 * reference computes it: LN(x + position), dropout, then post-norm Transformer layers under a
 * causal mask. Positions are learned and absolute, 0..S-1 over the padded slots.
 *
 * @param layers number of Transformer layers (paper: b), at least 1
 * @param heads attention heads, at least 1; must divide the width
 * @param dropout rate on the input, the attention weights and the residual branches, in [0, 1)
 */
@Description(
    value = "Causal self-attention over the history",
    source = "Kang and McAuley, Self-Attentive Sequential Recommendation, ICDM 2018")
public record SasRec(
    @Option("number of Transformer layers, at least 1") int layers,
    @Option("attention heads, at least 1; must divide the width") int heads,
    @Option("dropout rate on input, attention weights and residual branches, in [0, 1)")
        double dropout)
    implements SequenceBackbone {

  /** Two layers of two heads, dropout 0.1. */
  public SasRec() {
    this(2, 2, 0.1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  public SasRec {
    Arguments.atLeast("layers", layers, 1);
    Arguments.atLeast("heads", heads, 1);
    Arguments.rate("dropout", dropout);
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
  public Block newBlock(int maxLength, int width) {
    return new SasRecBlock(this, maxLength, width);
  }
}
