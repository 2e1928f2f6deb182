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
import java.util.List;
import java.util.Optional;

/**
 * NextItNet (Yuan, Karatzoglou, Arapakis, Jose and He, "A Simple Convolutional Generative Network
 * for Next Item Recommendation", WSDM 2019): residual blocks of form (b) of the paper's figure 3.
 * Each is x + F(x), F being a causal convolution of dilation l, layer norm, ReLU, a causal
 * convolution of dilation 2l, layer norm, ReLU. A linear map to the width of the items follows the
 * last block.
 *
 * <p>A state sees 1 + 3 (kernel - 1) (sum of dilations) slots back: 37 by default.
 *
 * <p>Departures from the paper: padding is zero before every convolution, not only before the
 * first, so that it changes nothing; dropout is an option, 0 in the paper; epsilon of the norms is
 * 1e-6.
 *
 * @param dilations l of each block in order, each at least 1 (paper: 1, 4, or 1, 2, 4, 8 counting
 *     convolutions, repeated)
 * @param kernel slots that a convolution sees, at least 1 (paper: 3)
 * @param dropout rate on the item vectors and on F(x), in [0, 1)
 */
@Description(
    value = "Residual blocks of dilated causal convolutions over the history",
    source =
        "Yuan et al., A Simple Convolutional Generative Network for Next Item Recommendation, WSDM 2019")
@Built
public record NextItNet(
    @Option("dilation of each residual block, 1 to 16384; its second convolution has twice as much")
        List<Integer> dilations,
    @Option("slots that a convolution sees, 1 to 16384") int kernel,
    @Option("dropout rate on item vectors and on each block's residual branch, in [0, 1)")
        double dropout)
    implements SequenceBackbone {

  /** Four blocks of dilations 1, 2, 1, 2 and kernel 3, dropout 0.1. */
  public NextItNet() {
    this(List.of(1, 2, 1, 2), 3, 0.1);
  }

  /**
   * Checks the ranges and copies.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public NextItNet {
    dilations = List.copyOf(dilations);
    if (dilations.isEmpty()) {
      throw new IllegalArgumentException("dilations must not be empty");
    }
    Arguments.atMost("number of dilations", dilations.size(), Arguments.MAX_LAYERS);
    for (int dilation : dilations) {
      Arguments.within("dilations", dilation, 1, Arguments.MAX_LENGTH);
    }
    Arguments.within("kernel", kernel, 1, Arguments.MAX_LENGTH);
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static NextItNetBuilder builder() {
    return new NextItNetBuilder();
  }

  /** A builder that starts from this. */
  public NextItNetBuilder toBuilder() {
    return new NextItNetBuilder(this);
  }

  @Override
  public String type() {
    return "nextitnet";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new NextItNetBlock(this, sequences.width());
  }

  @Override
  public Optional<JavaForm> javaForm() {
    return Optional.of(
        (sequences, weights) -> new ConvolutionEncoder(this, sequences.width(), weights));
  }
}
