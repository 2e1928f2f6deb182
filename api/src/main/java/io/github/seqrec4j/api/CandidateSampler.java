package io.github.seqrec4j.api;

import java.util.random.RandomGenerator;

/**
 * Chooses the candidates among which a row's target is to be found: the columns of the training
 * loss, shared by the batch or drawn for each row, with the log probabilities that correct for how
 * they were drawn.
 */
@Experimental
public interface CandidateSampler extends Component {

  /**
   * Prepares the sampler for one training set.
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
     * @param random the only source of randomness, seeded per step
     */
    Candidates candidates(Batch batch, RandomGenerator random);
  }

  /**
   * What a sampler sees of a batch.
   *
   * @param slots (B(S+1)) item of each batch slot, 0 = padding; not to be changed
   * @param targets (R) slot of each row's target
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  record Batch(int[] slots, int[] targets) {

    /** R. */
    public int rows() {
      return targets.length;
    }
  }
}
