package io.github.seqrec4j.api;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.Set;

/**
 * Recipe for a sequence model. ODMT needs one block per branch with weights of its own, so a
 * backbone is a recipe and not an instance.
 *
 * <p>Shapes: B sequences, S items of the history, L slots, D width.
 */
public interface SequenceBackbone extends Component {

  /**
   * Name of the parameter of {@link Block#forward} by which a caller says that it reads the user
   * vector of the last slot only. A block that does not know it computes all slots.
   */
  String LAST_SLOT = "last-slot";

  /** What the block is trained to predict. */
  SequenceTask task();

  /** What the block reads beside item vectors and mask; nothing unless overridden. */
  default Set<SequenceInput> inputs() {
    return Set.of();
  }

  /**
   * Checks, before anything is built, that the options suit the sequences; nothing unless
   * overridden.
   *
   * @throws IllegalArgumentException whose message begins with the option that does not
   */
  default void check(SequenceSchema sequences) {}

  /**
   * A new, uninitialised block.
   *
   * <p>In: item vectors (B, L, D), zero where padded, and the mask (B, L), 1 = real item, sequences
   * being padded on the left; for a {@link SequenceTask.MaskedItem} then (B, L), 1 = masked, masked
   * slots counting as real; then the declared {@link #inputs}, in the order of {@link
   * SequenceInput}. Out: user vectors (B, L, D); what stands at padded slots is unspecified and
   * never used. L is {@link SequenceTask#slots} of the task. Called with the parameter {@link
   * #LAST_SLOT}, a block may return the last slot alone, (B, 1, D), and save what others cost.
   *
   * @throws IllegalArgumentException if {@link #check} refuses the schema
   */
  Block newBlock(SequenceSchema sequences);

  /**
   * The backbone in plain Java, which a service computes without an engine; empty unless
   * overridden, and the block serves.
   *
   * <p>It gives the user vector that the block gives in the last slot, to rounding, whatever the
   * options.
   */
  @Experimental
  default Optional<JavaForm> javaForm() {
    return Optional.empty();
  }
}
