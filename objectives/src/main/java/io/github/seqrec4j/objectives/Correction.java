package io.github.seqrec4j.objectives;

/**
 * How logits make up for how candidates were drawn, with s = u . e the score of an item, q(i) the
 * probability that a draw takes item i, and K the number of draws. Losses of scores alone, such as
 * {@link BinaryCrossEntropy}, do not see it.
 */
public enum Correction {
  /** Not at all: logit = s. */
  NONE,
  /**
   * logit = s - log q(i), the target's too: which of the candidates is the target, if the others
   * come from q? The scores that answer this best are those of the softmax over the catalogue,
   * whatever K (Ma and Collins, "Noise Contrastive Estimation and Negative Sampling for Conditional
   * Models", EMNLP 2018). An even q subtracts the same number everywhere, which a softmax does not
   * see.
   */
  LOG_Q,
  /**
   * logit = s - log(K q(i)) for negatives, s for the target, which is not drawn: the denominator of
   * the softmax is on average that of the whole catalogue (Bengio and Senecal, "Adaptive Importance
   * Sampling to Accelerate Training of a Neural Probabilistic Language Model", IEEE Transactions on
   * Neural Networks 2008), so that the loss and its gradient approach those of {@link Full} with
   * growing K.
   */
  CATALOGUE;

  /** What the logit of a negative is less by. */
  float ofNegative(float logProbability, int draws) {
    return switch (this) {
      case NONE -> 0;
      case LOG_Q -> logProbability;
      case CATALOGUE -> (float) (logProbability + Math.log(draws));
    };
  }

  /** What the logit of a target in a column of its own is less by. */
  float ofTarget(float logProbability) {
    return this == LOG_Q ? logProbability : 0;
  }
}
