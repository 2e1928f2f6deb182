package io.github.seqrec4j.api;

import ai.djl.nn.Block;

/**
 * Recipe for a sequence model. ODMT needs one block per branch with weights of its own, so a
 * backbone is a recipe and not an instance.
 *
 * <p>Shapes: B sequences, S slots, D width.
 */
public interface SequenceBackbone extends Component {

  /** What the block is trained to predict. */
  SequenceTask task();

  /**
   * A new, uninitialised block.
   *
   * <p>In: item vectors (B, S, D), zero where padded, and the mask (B, S), 1 = real item, sequences
   * being padded on the left. Out: user vectors (B, S, D); what stands at padded slots is
   * unspecified and never used.
   *
   * @param maxLength S, the number of slots, at least 1
   * @param width D
   * @throws IllegalArgumentException if an option does not suit the width
   */
  Block newBlock(int maxLength, int width);
}
