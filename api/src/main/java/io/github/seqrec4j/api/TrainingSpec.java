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
 * @param ensemble what weights the branches have in the ensemble that is served
 * @param seed start of all randomness
 * @param optimizer moves the weights along their gradient
 * @param schedule step size over the steps
 * @param clipNorm largest gradient norm over all weights together, at least 0; 0 does not clip (the
 *     paper: 5)
 * @param idTable how the rows of the ID table are updated
 * @param accumulation batches of a step, at least 1: the step is that of the mean over the rows of
 *     all of them, each scored against the candidates of its own batch
 * @param groups parts of the model that move at other step sizes or decay otherwise
 * @param emaDecay d of an exponential moving average of all weights, which is then validated, saved
 *     and served, in [0, 1); 0 keeps none. At step t it is min(d, (1 + t) / (10 + t)), so that the
 *     first weights are soon forgotten
 * @param validateEvery epochs from one validation to the next, at least 1; the last is validated in
 *     any case
 * @param validationUsers users, drawn by the seed, on whom epochs are validated, at least 0; 0
 *     takes all. The report of the best epoch is on all of them
 * @param checkpointSeconds training time after which a checkpoint is written within an epoch, in
 *     seconds, at least 0; 0 writes none by time. Where writing takes long, nine times as long lies
 *     between two
 * @param checkpointSteps steps after which one is written, at least 0; 0 writes none by steps
 * @param device {@code cpu}, or {@code gpu0} and so on: where arrays are and what computes. Nothing
 *     but this chooses a GPU, whatever libraries are on the class path; one that is not there is
 *     refused when training begins. Tried on one NVIDIA H200
 * @param precision numbers in which matrices are multiplied
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
    @Option(
            "weights of the branches in the ensemble that is reported and served; mean: all alike, as in the paper; validated: those in quarters that validate best at the end")
        EnsembleRule ensemble,
    @Option("start of all randomness: the same seed gives the same weights") long seed,
    @Option("moves the weights along their gradient") Optimizer optimizer,
    @Option("step size over the steps") Schedule schedule,
    @Option("largest gradient norm over all parameters; 0 does not clip") double clipNorm,
    @Option(
            "rows of the ID table: deferred and dense move all of them at every step, as the reference does, deferred when they are next read; lazy moves those of the batch only")
        RowUpdate idTable,
    @Option("batches whose gradients make one step, 1 to 1048576; each has its own candidates")
        int accumulation,
    @Option("parts of the model that move at other step sizes or decay otherwise")
        ParameterGroups groups,
    @Option(
            "decay of the moving average of the weights that is validated, saved and served, in [0, 1), as in 0.999; 0 keeps none")
        double emaDecay,
    @Option("epochs from one validation to the next, at least 1; the last epoch has one anyway")
        int validateEvery,
    @Option(
            "users, drawn by the seed, on whom epochs are validated; 0: all; the report is on all anyway")
        int validationUsers,
    @Option(
            "seconds between checkpoints within an epoch, or nine times as long as one takes to write; 0 writes none by time")
        int checkpointSeconds,
    @Option("steps between checkpoints within an epoch; 0 writes none by steps")
        int checkpointSteps,
    @Option(
            "cpu, or gpu0 and so on, which needs PyTorch's native library for CUDA on the class path; tried on one NVIDIA H200")
        String device,
    @Option(
            "numbers in which matrices are multiplied: bfloat16 is some twice as fast for wide models on processors that have it (avx512_bf16, amx_bf16)")
        Precision precision) {

  private static final int CHECKPOINT_SECONDS = 30;

  /**
   * 60 epochs of batches of 128, stopping after 8 without progress in validation hit@10; the
   * branches counting alike; AdamW at a constant rate, found by the names {@code adam-w} and {@code
   * constant}, clipped at 5, with deferred rows; no accumulation, groups or average; a validation
   * of all users after every epoch, a checkpoint there and every 30 seconds.
   */
  public TrainingSpec() {
    this(
        60,
        128,
        0,
        List.of(),
        8,
        "hit@10",
        EnsembleRule.MEAN,
        42,
        Components.of(Optimizer.class).get("adam-w"),
        Components.of(Schedule.class).get("constant"),
        5,
        RowUpdate.DEFERRED,
        1,
        new ParameterGroups(),
        0,
        1,
        0,
        CHECKPOINT_SECONDS,
        0,
        "cpu",
        Precision.FLOAT32);
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
    Arguments.within("accumulation", accumulation, 1, Arguments.MAX_BATCH);
    Arguments.part("groups", () -> groups.check(optimizer));
    Arguments.rate("emaDecay", emaDecay);
    Arguments.atLeast("validateEvery", validateEvery, 1);
    Arguments.atLeast("validationUsers", validationUsers, 0);
    Arguments.atLeast("checkpointSeconds", checkpointSeconds, 0);
    Arguments.atLeast("checkpointSteps", checkpointSteps, 0);
    if (!device.matches("cpu|gpu(0|[1-9][0-9]{0,2})")) {
      throw new IllegalArgumentException("device must be cpu, gpu0, gpu1 ...: '" + device + "'");
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
