package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.AdamW
import io.github.seqrec4j.api.AdamWBuilder
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.EvaluationSpecBuilder
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

  /** The optimiser. */
  public var optimizer: AdamW
    get() = builder.optimizer()
    set(value) {
      builder.optimizer(value)
    }

  /** Changes [optimizer] from what it is. */
  public fun optimizer(block: AdamWScope.() -> Unit) {
    optimizer = AdamWScope(optimizer.toBuilder()).apply(block).builder.build()
  }
}

/** AdamW as PyTorch defines it; see [AdamW]. */
@RecommenderDsl
public class AdamWScope internal constructor(internal val builder: AdamWBuilder) {
  /** Step size, above 0. */
  public var learningRate: Double
    get() = builder.learningRate()
    set(value) {
      builder.learningRate(value)
    }

  /** Decoupled decay, at least 0. */
  public var weightDecay: Double
    get() = builder.weightDecay()
    set(value) {
      builder.weightDecay(value)
    }

  /** Decay of the first moment, in `[0, 1)`. */
  public var beta1: Double
    get() = builder.beta1()
    set(value) {
      builder.beta1(value)
    }

  /** Decay of the second moment, in `[0, 1)`. */
  public var beta2: Double
    get() = builder.beta2()
    set(value) {
      builder.beta2(value)
    }

  /** Added to the root of the second moment, above 0. */
  public var epsilon: Double
    get() = builder.epsilon()
    set(value) {
      builder.epsilon(value)
    }

  /** Largest gradient norm over all parameters; 0 does not clip. */
  public var clipNorm: Double
    get() = builder.clipNorm()
    set(value) {
      builder.clipNorm(value)
    }

  /** How the rows of the ID table are updated. */
  public var idTable: AdamW.RowUpdate
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

  /** K of `hit@K` and `ndcg@K`: `cutoffs(5, 10)`. */
  public fun cutoffs(vararg values: Int) {
    cutoffs = values.toList()
  }
}
