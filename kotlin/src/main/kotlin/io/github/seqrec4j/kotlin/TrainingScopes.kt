package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.AdamW
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.TrainingSpec

/** How a model is trained; see [TrainingSpec]. */
@RecommenderDsl
public class TrainingScope internal constructor(from: TrainingSpec) {

  /** Most passes over the training sequences, at least 1. */
  public var epochs: Int = from.epochs()

  /** B, sequences per step, at least 1. */
  public var batchSize: Int = from.batchSize()

  /** Epochs without a better validation score before training stops; 0 never stops early. */
  public var patience: Int = from.patience()

  /** Validation metric that chooses the best epoch: `hit@K`, `ndcg@K` or `mrr`. */
  public var selectBy: String = from.selectBy()

  /** Start of all randomness. */
  public var seed: Long = from.seed()

  /** The optimiser. */
  public var optimizer: AdamW = from.optimizer()

  /** Changes [optimizer] from what it is. */
  public fun optimizer(block: AdamWScope.() -> Unit) {
    optimizer = AdamWScope(optimizer).apply(block).build()
  }

  internal fun build(): TrainingSpec =
    TrainingSpec(epochs, batchSize, patience, selectBy, seed, optimizer)
}

/** AdamW as PyTorch defines it; see [AdamW]. */
@RecommenderDsl
public class AdamWScope internal constructor(from: AdamW) {

  /** Step size, above 0. */
  public var learningRate: Double = from.learningRate()

  /** Decoupled decay, at least 0. */
  public var weightDecay: Double = from.weightDecay()

  /** Decay of the first moment, in `[0, 1)`. */
  public var beta1: Double = from.beta1()

  /** Decay of the second moment, in `[0, 1)`. */
  public var beta2: Double = from.beta2()

  /** Added to the root of the second moment, above 0. */
  public var epsilon: Double = from.epsilon()

  /** Largest gradient norm over all parameters; 0 does not clip. */
  public var clipNorm: Double = from.clipNorm()

  /** How the rows of the ID table are updated. */
  public var idTable: AdamW.RowUpdate = from.idTable()

  internal fun build(): AdamW =
    AdamW(learningRate, weightDecay, beta1, beta2, epsilon, clipNorm, idTable)
}

/** How a model is evaluated; see [EvaluationSpec]. */
@RecommenderDsl
public class EvaluationScope internal constructor(from: EvaluationSpec) {

  /** K of `hit@K` and `ndcg@K`, each at least 1. */
  public var cutoffs: List<Int> = from.cutoffs()

  /** Whether a user's earlier items are removed before ranking. */
  public var filterSeen: Boolean = from.filterSeen()

  /** Users ranked together, at least 1; no metric depends on it. */
  public var batchSize: Int = from.batchSize()

  internal fun build(): EvaluationSpec = EvaluationSpec(cutoffs, filterSeen, batchSize)
}
