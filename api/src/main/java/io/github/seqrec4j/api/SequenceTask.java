package io.github.seqrec4j.api;

/**
 * What a backbone learns to predict, and therefore what its block reads.
 *
 * <p>Shapes: B sequences, L slots read by the block, S items of the history, D width.
 */
public sealed interface SequenceTask {

  /** Each position predicts the item that follows it. */
  SequenceTask NEXT_ITEM = new NextItem();

  /**
   * L, the slots that a block reads.
   *
   * @param maxLength S
   */
  int slots(int maxLength);

  /**
   * Each position predicts the item that follows it; the backbone must be causal. L = S, the last
   * item of the history in the last slot; its user vector is read there.
   */
  record NextItem() implements SequenceTask {

    @Override
    public int slots(int maxLength) {
      return maxLength;
    }
  }

  /**
   * Cloze (Taylor 1953; BERT4Rec, Sun et al., CIKM 2019): masked positions predict the item they
   * hide, from both sides. L = S + 1: in training the target is one of the items, at inference the
   * last slot is masked and the history stands before it.
   *
   * <p>All branches share the masks of a step, as distillation compares them row by row. A block
   * receives a third input (B, L), 1 = masked, and puts its learned mask vector there; what stands
   * in a masked slot of the first input is zero.
   *
   * @param maskProbability share of the items of a sequence that are masked, above 0 and below 1;
   *     of a sequence at least one is masked and at least one is not
   * @param lastOnlyProbability share of the mask sets that hide the last item alone, which is what
   *     inference asks, in [0, 1]
   * @param patterns mask sets drawn per sequence and step, at least 1
   */
  record MaskedItem(double maskProbability, double lastOnlyProbability, int patterns)
      implements SequenceTask {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value out of its range
     */
    public MaskedItem {
      if (!(maskProbability > 0 && maskProbability < 1)) {
        throw new IllegalArgumentException(
            "maskProbability must be above 0 and below 1: " + maskProbability);
      }
      if (!(lastOnlyProbability >= 0 && lastOnlyProbability <= 1)) {
        throw new IllegalArgumentException(
            "lastOnlyProbability must be in [0, 1]: " + lastOnlyProbability);
      }
      Arguments.within("patterns", patterns, 1, Arguments.MAX_BATCH);
    }

    @Override
    public int slots(int maxLength) {
      return maxLength + 1;
    }
  }
}
