package io.github.seqrec4j.kotlin

import io.github.seqrec4j.objectives.Full
import io.github.seqrec4j.objectives.InBatch
import io.github.seqrec4j.objectives.InBatchBuilder
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy

/** All items of the batch as candidates, corrected for popularity; see [InBatch]. */
public fun inBatch(block: InBatchScope.() -> Unit = {}): InBatch =
  InBatchScope(InBatch.builder()).apply(block).builder.build()

/** What [inBatch] takes. */
@RecommenderDsl
public class InBatchScope internal constructor(internal val builder: InBatchBuilder) {
  /** Exponent of the item count in the popularity correction, at least 0; 0 corrects nothing. */
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

/** Cross entropy of the softmax over the candidates; see [SoftmaxCrossEntropy]. */
public fun softmaxCrossEntropy(): SoftmaxCrossEntropy = SoftmaxCrossEntropy()
