package io.github.seqrec4j.api;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Lets the modalities of an item see each other, or not.
 *
 * <p>Shapes: U items, T_m tokens of modality m, D width.
 */
public interface Fusion extends Component {

  /** Branches that come out for these modalities, in the block's order. */
  List<Branch> branches(List<Modality> modalities);

  /**
   * A new, uninitialised block.
   *
   * <p>In: for each modality in order its projected tokens (U, T_m, D) and its mask (U, T_m), 1 =
   * real. Out: for each branch in order (U, D).
   *
   * @throws IllegalArgumentException if the width or the modalities do not suit this fusion
   */
  Block newBlock(List<Modality> modalities, int width);
}
