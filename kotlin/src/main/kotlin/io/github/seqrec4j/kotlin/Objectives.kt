package io.github.seqrec4j.kotlin

import io.github.seqrec4j.objectives.BayesianPersonalizedRanking
import io.github.seqrec4j.objectives.BinaryCrossEntropy
import io.github.seqrec4j.objectives.Correction
import io.github.seqrec4j.objectives.Full
import io.github.seqrec4j.objectives.GeneralizedBinaryCrossEntropy
import io.github.seqrec4j.objectives.GeneralizedBinaryCrossEntropyBuilder
import io.github.seqrec4j.objectives.InBatch
import io.github.seqrec4j.objectives.InBatchBuilder
import io.github.seqrec4j.objectives.Mixed
import io.github.seqrec4j.objectives.MixedBuilder
import io.github.seqrec4j.objectives.Popularity
import io.github.seqrec4j.objectives.PopularityBuilder
import io.github.seqrec4j.objectives.Scope
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy
import io.github.seqrec4j.objectives.SoftmaxCrossEntropyBuilder
import io.github.seqrec4j.objectives.Uniform
import io.github.seqrec4j.objectives.UniformBuilder

/** All items of the batch as candidates, corrected for popularity; see [InBatch]. */
public fun inBatch(block: InBatchScope.() -> Unit = {}): InBatch =
  InBatchScope(InBatch.builder()).apply(block).builder.build()

/** What [inBatch] takes. */
@RecommenderDsl
public class InBatchScope internal constructor(internal val builder: InBatchBuilder) {
  /** Exponent of the item count in the popularity correction, 0 to 15; 0 corrects nothing. */
  public var popularityPower: Double
    get() = builder.popularityPower()
    set(value) {
      builder.popularityPower(value)
    }

  /** Whether a candidate is an item of the batch or a slot of it; both give the same loss. */
  public var columns: InBatch.Columns
    get() = builder.columns()
    set(value) {
      builder.columns(value)
    }
}

/** The whole catalogue as candidates; see [Full]. */
public fun full(): Full = Full()

/** Items drawn evenly from the catalogue as negatives; see [Uniform]. */
public fun uniform(block: UniformScope.() -> Unit = {}): Uniform =
  UniformScope(Uniform.builder()).apply(block).builder.build()

/** What [uniform] takes. */
@RecommenderDsl
public class UniformScope internal constructor(internal val builder: UniformBuilder) {
  /** Items drawn for the batch or for each row, 1 to 1048576. */
  public var negatives: Int
    get() = builder.negatives()
    set(value) {
      builder.negatives(value)
    }

  /** Whom they are drawn for. */
  public var scope: Scope
    get() = builder.scope()
    set(value) {
      builder.scope(value)
    }

  /** How logits make up for how they are drawn. */
  public var correction: Correction
    get() = builder.correction()
    set(value) {
      builder.correction(value)
    }
}

/** Items drawn by their popularity as negatives; see [Popularity]. */
public fun popularity(block: PopularityScope.() -> Unit = {}): Popularity =
  PopularityScope(Popularity.builder()).apply(block).builder.build()

/** What [popularity] takes. */
@RecommenderDsl
public class PopularityScope internal constructor(internal val builder: PopularityBuilder) {
  /** Items drawn for the batch or for each row, 1 to 1048576. */
  public var negatives: Int
    get() = builder.negatives()
    set(value) {
      builder.negatives(value)
    }

  /** Exponent of the item count, 0 to 15; 0 draws evenly. */
  public var power: Double
    get() = builder.power()
    set(value) {
      builder.power(value)
    }

  /** Whom they are drawn for. */
  public var scope: Scope
    get() = builder.scope()
    set(value) {
      builder.scope(value)
    }

  /** How logits make up for how they are drawn. */
  public var correction: Correction
    get() = builder.correction()
    set(value) {
      builder.correction(value)
    }
}

/** The items of the batch and items drawn evenly from the catalogue as candidates; see [Mixed]. */
public fun mixed(block: MixedScope.() -> Unit = {}): Mixed =
  MixedScope(Mixed.builder()).apply(block).builder.build()

/** What [mixed] takes. */
@RecommenderDsl
public class MixedScope internal constructor(internal val builder: MixedBuilder) {
  /** Items drawn beside those of the batch, 1 to 1048576. */
  public var negatives: Int
    get() = builder.negatives()
    set(value) {
      builder.negatives(value)
    }

  /**
   * Exponent of the item count in the probability of the batch's items, 0 to 15; 0 corrects
   * nothing.
   */
  public var popularityPower: Double
    get() = builder.popularityPower()
    set(value) {
      builder.popularityPower(value)
    }
}

/** Cross entropy of the softmax over the candidates; see [SoftmaxCrossEntropy]. */
public fun softmaxCrossEntropy(
  block: SoftmaxCrossEntropyScope.() -> Unit = {}
): SoftmaxCrossEntropy =
  SoftmaxCrossEntropyScope(SoftmaxCrossEntropy.builder()).apply(block).builder.build()

/** What [softmaxCrossEntropy] takes. */
@RecommenderDsl
public class SoftmaxCrossEntropyScope
internal constructor(internal val builder: SoftmaxCrossEntropyBuilder) {
  /** Divides the scores, 0.001 to 50. */
  public var temperature: Double
    get() = builder.temperature()
    set(value) {
      builder.temperature(value)
    }
}

/** Binary cross entropy of the target against each negative; see [BinaryCrossEntropy]. */
public fun bce(): BinaryCrossEntropy = BinaryCrossEntropy()

/**
 * Binary cross entropy that corrects for negative sampling; see [GeneralizedBinaryCrossEntropy].
 */
public fun gbce(
  block: GeneralizedBinaryCrossEntropyScope.() -> Unit = {}
): GeneralizedBinaryCrossEntropy =
  GeneralizedBinaryCrossEntropyScope(GeneralizedBinaryCrossEntropy.builder())
    .apply(block)
    .builder
    .build()

/** What [gbce] takes. */
@RecommenderDsl
public class GeneralizedBinaryCrossEntropyScope
internal constructor(internal val builder: GeneralizedBinaryCrossEntropyBuilder) {
  /** From 0, binary cross entropy, to 1, probabilities as if all items were negatives. */
  public var calibration: Double
    get() = builder.calibration()
    set(value) {
      builder.calibration(value)
    }
}

/** Each negative's score is to stay below the target's; see [BayesianPersonalizedRanking]. */
public fun bpr(): BayesianPersonalizedRanking = BayesianPersonalizedRanking()
