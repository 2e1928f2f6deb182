package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Augmentation
import io.github.seqrec4j.api.EnsembleRule
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.EvaluationSpecBuilder
import io.github.seqrec4j.api.Optimizer
import io.github.seqrec4j.api.ParameterGroup
import io.github.seqrec4j.api.ParameterGroupBuilder
import io.github.seqrec4j.api.ParameterGroups
import io.github.seqrec4j.api.ParameterGroupsBuilder
import io.github.seqrec4j.api.Precision
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

  /** Weights of the branches in the ensemble that is reported and served. */
  public var ensemble: EnsembleRule
    get() = builder.ensemble()
    set(value) {
      builder.ensemble(value)
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

  /** Batches whose gradients make one step, each with its own candidates, at least 1. */
  public var accumulation: Int
    get() = builder.accumulation()
    set(value) {
      builder.accumulation(value)
    }

  /** Parts of the model that move at other step sizes or decay otherwise. */
  public var groups: ParameterGroups
    get() = builder.groups()
    set(value) {
      builder.groups(value)
    }

  /** Decay of the moving average of the weights that is validated, saved and served; 0: none. */
  public var emaDecay: Double
    get() = builder.emaDecay()
    set(value) {
      builder.emaDecay(value)
    }

  /** Epochs from one validation to the next; the last epoch has one anyway. */
  public var validateEvery: Int
    get() = builder.validateEvery()
    set(value) {
      builder.validateEvery(value)
    }

  /** Users, drawn by the seed, on whom epochs are validated; 0: all. */
  public var validationUsers: Int
    get() = builder.validationUsers()
    set(value) {
      builder.validationUsers(value)
    }

  /** Seconds between checkpoints within an epoch; 0: none by time. */
  public var checkpointSeconds: Int
    get() = builder.checkpointSeconds()
    set(value) {
      builder.checkpointSeconds(value)
    }

  /** Steps between checkpoints within an epoch; 0: none by steps. */
  public var checkpointSteps: Int
    get() = builder.checkpointSteps()
    set(value) {
      builder.checkpointSteps(value)
    }

  /** `cpu`, or `gpu0` and so on. */
  public var device: String
    get() = builder.device()
    set(value) {
      builder.device(value)
    }

  /** Numbers in which matrices are multiplied. */
  public var precision: Precision
    get() = builder.precision()
    set(value) {
      builder.precision(value)
    }

  /** Parts of the model that move at other step sizes or decay otherwise: `groups { ... }`. */
  public fun groups(block: ParameterGroupsScope.() -> Unit) {
    groups = ParameterGroupsScope(groups.toBuilder()).apply(block).builder.build()
  }
}

/** Parts of a model that move at other step sizes; see [ParameterGroups]. */
@RecommenderDsl
public class ParameterGroupsScope
internal constructor(internal val builder: ParameterGroupsBuilder) {
  /** What weight decay is applied to. */
  public var decayed: ParameterGroups.Decayed
    get() = builder.decayed()
    set(value) {
      builder.decayed(value)
    }

  /** The rows of the ID table. */
  public var idTable: ParameterGroup
    get() = builder.idTable()
    set(value) {
      builder.idTable(value)
    }

  /** All other weights of the item encoder. */
  public var itemEncoder: ParameterGroup
    get() = builder.itemEncoder()
    set(value) {
      builder.itemEncoder(value)
    }

  /** The sequence models of all branches. */
  public var backbones: ParameterGroup
    get() = builder.backbones()
    set(value) {
      builder.backbones(value)
    }

  /** The rows of the ID table: `idTable { rateFactor = 0.5 }`. */
  public fun idTable(block: ParameterGroupScope.() -> Unit) {
    idTable = ParameterGroupScope(idTable.toBuilder()).apply(block).builder.build()
  }

  /** All other weights of the item encoder: `itemEncoder { ... }`. */
  public fun itemEncoder(block: ParameterGroupScope.() -> Unit) {
    itemEncoder = ParameterGroupScope(itemEncoder.toBuilder()).apply(block).builder.build()
  }

  /** The sequence models of all branches: `backbones { ... }`. */
  public fun backbones(block: ParameterGroupScope.() -> Unit) {
    backbones = ParameterGroupScope(backbones.toBuilder()).apply(block).builder.build()
  }
}

/** How one part of a model moves; see [ParameterGroup]. */
@RecommenderDsl
public class ParameterGroupScope internal constructor(internal val builder: ParameterGroupBuilder) {
  /** Factor on the step size, above 0. */
  public var rateFactor: Double
    get() = builder.rateFactor()
    set(value) {
      builder.rateFactor(value)
    }

  /** Factor on the weight decay, at least 0. */
  public var decayFactor: Double
    get() = builder.decayFactor()
    set(value) {
      builder.decayFactor(value)
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
