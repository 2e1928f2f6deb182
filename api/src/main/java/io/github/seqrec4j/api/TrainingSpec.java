package io.github.seqrec4j.api;

import java.util.List;

/**
 * How a model is trained.
 *
 * @param epochs most passes over the training sequences, at least 1
 * @param batchSize B, sequences per step, at least 1
 * @param windowStride 0: the newest S+1 training items of each user train, as in the paper; 1 to S:
 *     windows of S+1 items on the whole history, their ends so many items apart, so that S has
 *     every item predicted once in an epoch
 * @param augmentations how windows are changed before they are shown to the backbones; none by
 *     default
 * @param patience epochs without a better validation score after which training stops, at least 0;
 *     0 never stops early
 * @param selectBy validation metric that chooses the best epoch, for instance {@code ndcg@10}
 * @param seed start of all randomness
 * @param optimizer moves the weights along their gradient
 * @param schedule step size over the steps
 * @param clipNorm largest gradient norm over all weights together, at least 0; 0 does not clip (the
 *     paper: 5)
 * @param idTable how the rows of the ID table are updated
 */
@Built
public record TrainingSpec(
    @Option("most passes over the training sequences, at least 1") int epochs,
    @Option("sequences per step, 1 to 1048576") int batchSize,
    @Option(
            "0: of a long history the newest max-length + 1 items train, as in the paper; 1 to max-length: all of it, in windows that end so many items apart, max-length has each item predicted once in an epoch")
        int windowStride,
    @Option(
            "changes of what windows show, drawn anew for each epoch: crops, then masks, then reorderings")
        List<Augmentation> augmentations,
    @Option("epochs without a better validation score before training stops; 0 never stops early")
        int patience,
    @Option("validation metric of the ensemble that chooses the best epoch: hit@K, ndcg@K or mrr")
        String selectBy,
    @Option("start of all randomness: the same seed gives the same weights") long seed,
    @Option("moves the weights along their gradient") Optimizer optimizer,
    @Option("step size over the steps") Schedule schedule,
    @Option("largest gradient norm over all parameters; 0 does not clip") double clipNorm,
    @Option(
            "rows of the ID table: deferred and dense move all of them at every step, as the reference does, deferred when they are next read; lazy moves those of the batch only")
        RowUpdate idTable) {

  /**
   * 60 epochs of batches of 128, stopping after 8 without progress in validation hit@10; AdamW at a
   * constant rate, found by the names {@code adam-w} and {@code constant}, clipped at 5, with
   * deferred rows.
   */
  public TrainingSpec() {
    this(
        60,
        128,
        0,
        List.of(),
        8,
        "hit@10",
        42,
        Components.of(Optimizer.class).get("adam-w"),
        Components.of(Schedule.class).get("constant"),
        5,
        RowUpdate.DEFERRED);
  }

  /**
   * Checks the ranges and copies.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public TrainingSpec {
    Arguments.atLeast("epochs", epochs, 1);
    Arguments.within("batchSize", batchSize, 1, Arguments.MAX_BATCH);
    Arguments.within("windowStride", windowStride, 0, Arguments.MAX_LENGTH);
    augmentations = List.copyOf(augmentations);
    Arguments.atLeast("patience", patience, 0);
    if (!selectBy.matches("(hit|ndcg)@[1-9][0-9]*|mrr")) {
      throw new IllegalArgumentException(
          "selectBy must be hit@K, ndcg@K or mrr: '" + selectBy + "'");
    }
    Arguments.notNegative("clipNorm", clipNorm);
    if (idTable == RowUpdate.DEFERRED && !optimizer.canCatchUp()) {
      throw new IllegalArgumentException(
          "idTable must be dense or lazy, as this optimizer cannot apply steps later: "
              + optimizer);
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
