package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.CandidateSampler
import io.github.seqrec4j.api.Distillation
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.ItemEncoder
import io.github.seqrec4j.api.Loss
import io.github.seqrec4j.api.Objective
import io.github.seqrec4j.api.ObjectiveBuilder
import io.github.seqrec4j.api.RecommenderSpec
import io.github.seqrec4j.api.RecommenderSpecBuilder
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
  RecommenderScope(RecommenderSpec.builder()).apply(block).builder.build()

/** What [recommender] takes. */
@RecommenderDsl
public class RecommenderScope internal constructor(internal val builder: RecommenderSpecBuilder) {
  /** Turns items into vectors; must be given. See [multiModal]. */
  public var itemEncoder: ItemEncoder?
    get() = builder.itemEncoder()
    set(value) {
      builder.itemEncoder(value)
    }

  /** Sequence model, built once per branch; must be given. See [sasRec] and its neighbours. */
  public var backbone: SequenceBackbone?
    get() = builder.backbone()
    set(value) {
      builder.backbone(value)
    }

  /** What it is trained for. */
  public var objective: Objective
    get() = builder.objective()
    set(value) {
      builder.objective(value)
    }

  /** How branches teach each other; `null` takes the default. See [onlineDistillation]. */
  public var distillation: Distillation?
    get() = builder.distillation()
    set(value) {
      builder.distillation(value)
    }

  /** S, items of the history that the backbone reads, at least 1. */
  public var maxLength: Int
    get() = builder.maxLength()
    set(value) {
      builder.maxLength(value)
    }

  /** How it is trained. */
  public var training: TrainingSpec
    get() = builder.training()
    set(value) {
      builder.training(value)
    }

  /** How it is evaluated. */
  public var evaluation: EvaluationSpec
    get() = builder.evaluation()
    set(value) {
      builder.evaluation(value)
    }

  /** Changes [objective] from what it is: `objective { sampler = full() }`. */
  public fun objective(block: ObjectiveScope.() -> Unit) {
    objective = ObjectiveScope(objective.toBuilder()).apply(block).builder.build()
  }

  /** Changes [training] from what it is. */
  public fun training(block: TrainingScope.() -> Unit) {
    training = TrainingScope(training.toBuilder()).apply(block).builder.build()
  }

  /** Changes [evaluation] from what it is. */
  public fun evaluation(block: EvaluationScope.() -> Unit) {
    evaluation = EvaluationScope(evaluation.toBuilder()).apply(block).builder.build()
  }
}

/** What a model is trained for; see [Objective]. */
@RecommenderDsl
public class ObjectiveScope internal constructor(internal val builder: ObjectiveBuilder) {
  /** Chooses the candidates. See [inBatch] and [full]. */
  public var sampler: CandidateSampler
    get() = builder.sampler()
    set(value) {
      builder.sampler(value)
    }

  /** What is minimised. See [softmaxCrossEntropy]. */
  public var loss: Loss
    get() = builder.loss()
    set(value) {
      builder.loss(value)
    }
}
