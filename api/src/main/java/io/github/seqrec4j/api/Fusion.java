package io.github.seqrec4j.api;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;

/**
 * Lets the modalities of an item see each other, or not.
 *
 * <p>Shapes: U items, T_m tokens of modality m, D width.
 */
public interface Fusion extends Component {

  /** Branches that come out for these modalities, in the block's order. */
  List<Branch> branches(List<Modality> modalities);

  /**
   * Checks that this fusion suits modalities and a width, without making anything.
   *
   * @param modalities of an item, at least one, without repetition
   * @param width D, at least 1
   * @throws IllegalArgumentException naming what does not suit and the values
   */
  void check(List<Modality> modalities, int width);

  /**
   * A new, uninitialised block.
   *
   * <p>In: for each modality in order its projected tokens (U, T_m, D) and its mask (U, T_m), 1 =
   * real. Out: for each branch in order (U, D).
   *
   * @throws IllegalArgumentException as {@link #check}
   */
  Block newBlock(List<Modality> modalities, int width);

  /**
   * The fusion in plain Java, which gives what the block gives, to rounding; empty unless
   * overridden, and an item encoder of this fusion has no Java form either.
   */
  @Experimental
  default Optional<ItemJavaForm> javaForm() {
    return Optional.empty();
  }
}
