package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Distillation
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.ItemEncoder
import io.github.seqrec4j.api.Objective
import io.github.seqrec4j.api.RecommenderSpec
import io.github.seqrec4j.api.SequenceBackbone
import io.github.seqrec4j.api.TrainingSpec

/**
 * Marks the scopes of this DSL: inside one scope the members of an outer one cannot be reached by
 * accident, so `multiModal { maxLength = 3 }` does not compile.
 */
@DslMarker @Target(AnnotationTarget.CLASS) public annotation class RecommenderDsl

/**
 * All that defines a recommender besides its data: the Kotlin form of [RecommenderSpec.builder],
 * with the same defaults and the same checks.
 *
 * @throws IllegalStateException naming every part that is missing
 * @throws IllegalArgumentException if the parts do not fit each other
 */
public fun recommender(block: RecommenderScope.() -> Unit): RecommenderSpec =
  RecommenderScope().apply(block).build()

/** What [recommender] takes. */
@RecommenderDsl
public class RecommenderScope internal constructor() {

  /** Turns items into vectors; must be given. See [multiModal]. */
  public var itemEncoder: ItemEncoder? = null

  /** Sequence model, built once per branch; must be given. See [sasRec] and its neighbours. */
  public var backbone: SequenceBackbone? = null

  /** Candidates of the training loss; `null` takes the default. */
  public var objective: Objective? = null

  /** How branches teach each other; `null` takes the default. See [onlineDistillation]. */
  public var distillation: Distillation? = null

  /** S, items of the history that the backbone reads, at least 1. */
  public var maxLength: Int = RecommenderSpec.DEFAULT_MAX_LENGTH

  /** How it is trained. */
  public var training: TrainingSpec = TrainingSpec()

  /** How it is evaluated. */
  public var evaluation: EvaluationSpec = EvaluationSpec()

  /** Changes [training] from what it is. */
  public fun training(block: TrainingScope.() -> Unit) {
    training = TrainingScope(training).apply(block).build()
  }

  /** Changes [evaluation] from what it is. */
  public fun evaluation(block: EvaluationScope.() -> Unit) {
    evaluation = EvaluationScope(evaluation).apply(block).build()
  }

  internal fun build(): RecommenderSpec {
    val builder = RecommenderSpec.builder()
    itemEncoder?.let(builder::itemEncoder)
    backbone?.let(builder::backbone)
    objective?.let(builder::objective)
    distillation?.let(builder::distillation)
    return builder.maxLength(maxLength).training(training).evaluation(evaluation).build()
  }
}
