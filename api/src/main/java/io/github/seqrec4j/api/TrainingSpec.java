package io.github.seqrec4j.api;

/**
 * How a model is trained.
 *
 * @param epochs most passes over the training sequences, at least 1
 * @param batchSize B, sequences per step, at least 1
 * @param patience epochs without a better validation score after which training stops, at least 0;
 *     0 never stops early
 * @param selectBy validation metric that chooses the best epoch, for instance {@code ndcg@10}
 * @param seed start of all randomness
 * @param optimizer the optimiser
 */
@Built
public record TrainingSpec(
    @Option("most passes over the training sequences, at least 1") int epochs,
    @Option("sequences per step, at least 1") int batchSize,
    @Option("epochs without a better validation score before training stops; 0 never stops early")
        int patience,
    @Option("validation metric of the ensemble that chooses the best epoch: hit@K, ndcg@K or mrr")
        String selectBy,
    @Option("start of all randomness: the same seed gives the same weights") long seed,
    @Option("AdamW") AdamW optimizer) {

  /** 60 epochs of batches of 128, stopping after 8 without progress in validation hit@10. */
  public TrainingSpec() {
    this(60, 128, 8, "hit@10", 42, new AdamW());
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public TrainingSpec {
    Arguments.atLeast("epochs", epochs, 1);
    Arguments.atLeast("batchSize", batchSize, 1);
    Arguments.atLeast("patience", patience, 0);
    if (!selectBy.matches("(hit|ndcg)@[1-9][0-9]*|mrr")) {
      throw new IllegalArgumentException(
          "selectBy must be hit@K, ndcg@K or mrr: '" + selectBy + "'");
    }
  }

  /** A builder that starts from the defaults. */
  public static TrainingSpecBuilder builder() {
    return new TrainingSpecBuilder();
  }

  /** A builder that starts from this. */
  public TrainingSpecBuilder toBuilder() {
    return new TrainingSpecBuilder(this);
  }
}
