package io.github.seqrec4j.api;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;

/**
 * Turns items into vectors, one per branch. The same vector serves as input of the sequence and as
 * candidate (paper section 3.2; e_m(i)).
 *
 * <p>Shapes: U items, T_m tokens and F_m features of modality m, D width.
 */
public interface ItemEncoder extends Component {

  /** Modalities read, without repetition, in the order in which the block takes them. */
  List<Modality> modalities();

  /** Branches produced, in the order in which the block returns them. */
  List<Branch> branches();

  /** D, length of an item vector. */
  int width();

  /**
   * The ID table this encoder reads, present exactly if {@link Modality#ID} is among the
   * modalities.
   */
  Optional<IdTable> idTable();

  /**
   * A new, uninitialised block.
   *
   * <p>In: for each modality in order its features (U, T_m, F_m) and its token mask (U, T_m), 1 =
   * real token, both float32; an all-zero mask row is an item that lacks the modality. Out: for
   * each branch in order (U, D).
   *
   * @throws IllegalArgumentException if the schema does not fit this encoder
   */
  Block newBlock(ItemSchema items);

  /**
   * The encoder in plain Java, by which a service takes new items without an engine; empty unless
   * overridden, and a service of this encoder takes none.
   *
   * <p>It gives the vectors that the block gives, to rounding, whatever the options.
   */
  @Experimental
  default Optional<ItemJavaForm> javaForm() {
    return Optional.empty();
  }
}
