package io.github.seqrec4j.api;

import java.util.random.RandomGenerator;

/**
 * Chooses the candidates among which a row's target is to be found, and their correction. The loss
 * over the resulting logits is the cross entropy, mean over rows and summed over branches, plus the
 * distillation.
 */
public interface Objective extends Component {

  /**
   * Prepares the objective for one training set.
   *
   * @param counts item counts of the training sequences
   */
  Sampler sampler(ItemCounts counts);

  /**
   * Chooses the candidates of each batch. Stateless between calls, so that a resumed run equals an
   * unbroken one.
   */
  @FunctionalInterface
  interface Sampler {

    /**
     * Candidates of a batch.
     *
     * @param slots (B(S+1)) item of each batch slot, 0 = padding
     * @param random the only source of randomness, seeded per step
     */
    Candidates candidates(int[] slots, RandomGenerator random);
  }
}
