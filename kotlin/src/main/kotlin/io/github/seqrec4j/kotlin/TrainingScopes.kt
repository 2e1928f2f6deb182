package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Augmentation
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.EvaluationSpecBuilder
import io.github.seqrec4j.api.Optimizer
import io.github.seqrec4j.api.RowUpdate
import io.github.seqrec4j.api.Schedule
import io.github.seqrec4j.api.TrainingSpec
import io.github.seqrec4j.api.TrainingSpecBuilder

/** How a model is trained; see [TrainingSpec]. */
@RecommenderDsl
public class TrainingScope internal constructor(internal val builder: TrainingSpecBuilder) {
  /** Most passes over the training sequences, at least 1. */
  public var epochs: Int
    get() = builder.epochs()
    set(value) {
      builder.epochs(value)
    }

  /** B, sequences per step, at least 1. */
  public var batchSize: Int
    get() = builder.batchSize()
    set(value) {
      builder.batchSize(value)
    }

  /**
   * 0: of a long history the newest `maxLength + 1` items train; 1 to `maxLength`: all of it, in
   * windows that end so many items apart.
   */
  public var windowStride: Int
    get() = builder.windowStride()
    set(value) {
      builder.windowStride(value)
    }

  /** How windows are changed before they are shown to the backbones. */
  public var augmentations: List<Augmentation>
    get() = builder.augmentations()
    set(value) {
      builder.augmentations(value)
    }

  /** Keeps a stretch of [share] of the inputs, of a window with this [probability]. */
  public fun crop(share: Double, probability: Double): Unit =
    augment(Augmentation.Kind.CROP, share, probability)

  /** Hides [share] of the inputs, of a window with this [probability]. */
  public fun mask(share: Double, probability: Double): Unit =
    augment(Augmentation.Kind.MASK, share, probability)

  /** Shuffles a stretch of [share] of the inputs, of a window with this [probability]. */
  public fun reorder(share: Double, probability: Double): Unit =
    augment(Augmentation.Kind.REORDER, share, probability)

  private fun augment(kind: Augmentation.Kind, share: Double, probability: Double) {
    augmentations += Augmentation.builder().kind(kind).share(share).probability(probability).build()
  }

  /** Epochs without a better validation score before training stops; 0 never stops early. */
  public var patience: Int
    get() = builder.patience()
    set(value) {
      builder.patience(value)
    }

  /** Validation metric that chooses the best epoch: `hit@K`, `ndcg@K` or `mrr`. */
  public var selectBy: String
    get() = builder.selectBy()
    set(value) {
      builder.selectBy(value)
    }

  /** Start of all randomness. */
  public var seed: Long
    get() = builder.seed()
    set(value) {
      builder.seed(value)
    }

  /** Moves the weights along their gradient. See [adamW]. */
  public var optimizer: Optimizer
    get() = builder.optimizer()
    set(value) {
      builder.optimizer(value)
    }

  /** Step size over the steps. See [constantSchedule] and its neighbours. */
  public var schedule: Schedule
    get() = builder.schedule()
    set(value) {
      builder.schedule(value)
    }

  /** Largest gradient norm over all parameters; 0 does not clip. */
  public var clipNorm: Double
    get() = builder.clipNorm()
    set(value) {
      builder.clipNorm(value)
    }

  /** How the rows of the ID table are updated. */
  public var idTable: RowUpdate
    get() = builder.idTable()
    set(value) {
      builder.idTable(value)
    }
}

/** How a model is evaluated; see [EvaluationSpec]. */
@RecommenderDsl
public class EvaluationScope internal constructor(internal val builder: EvaluationSpecBuilder) {
  /** K of `hit@K` and `ndcg@K`, each at least 1. */
  public var cutoffs: List<Int>
    get() = builder.cutoffs()
    set(value) {
      builder.cutoffs(value)
    }

  /** Whether a user's earlier items are removed before ranking. */
  public var filterSeen: Boolean
    get() = builder.filterSeen()
    set(value) {
      builder.filterSeen(value)
    }

  /** Users ranked together, at least 1; no metric depends on it. */
  public var batchSize: Int
    get() = builder.batchSize()
    set(value) {
      builder.batchSize(value)
    }

  /** When a backbone that reads the time of the request is asked for a target. */
  public var requestTime: EvaluationSpec.RequestTime
    get() = builder.requestTime()
    set(value) {
      builder.requestTime(value)
    }

  /** K of `hit@K` and `ndcg@K`: `cutoffs(5, 10)`. */
  public fun cutoffs(vararg values: Int) {
    cutoffs = values.toList()
  }
}
