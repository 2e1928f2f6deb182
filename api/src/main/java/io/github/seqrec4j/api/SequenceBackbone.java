package io.github.seqrec4j.api;

import ai.djl.nn.Block;

/**
 * Recipe for a sequence model. ODMT needs one block per branch with weights of its own, so a
 * backbone is a recipe and not an instance.
 *
 * <p>Shapes: B sequences, S slots, D width.
 */
public interface SequenceBackbone extends Component {

  /**
   * Name of the parameter of {@link Block#forward} by which a caller says that it reads the user
   * vector of the last slot only. A block that does not know it computes all slots.
   */
  String LAST_SLOT = "last-slot";

  /** What the block is trained to predict. */
  SequenceTask task();

  /**
   * A new, uninitialised block.
   *
   * <p>In: item vectors (B, L, D), zero where padded, and the mask (B, L), 1 = real item, sequences
   * being padded on the left; for a {@link SequenceTask.MaskedItem} also (B, L), 1 = masked, masked
   * slots counting as real. Out: user vectors (B, L, D); what stands at padded slots is unspecified
   * and never used. L is {@link SequenceTask#slots} of the task. Called with the parameter {@link
   * #LAST_SLOT}, a block may return the last slot alone, (B, 1, D), and save what others cost.
   *
   * @param maxLength S, items of the history, at least 1
   * @param width D
   * @throws IllegalArgumentException if an option does not suit the width
   */
  Block newBlock(int maxLength, int width);
}
