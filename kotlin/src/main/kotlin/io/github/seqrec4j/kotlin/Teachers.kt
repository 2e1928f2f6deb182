package io.github.seqrec4j.kotlin

import io.github.seqrec4j.distill.BornAgain
import io.github.seqrec4j.distill.BornAgainBuilder
import io.github.seqrec4j.distill.EnsembleTeacher
import io.github.seqrec4j.distill.EnsembleTeacherBuilder
import io.github.seqrec4j.distill.MutualLearning
import io.github.seqrec4j.distill.MutualLearningBuilder
import io.github.seqrec4j.distill.OnlineDistillation
import io.github.seqrec4j.distill.RampUp
import java.nio.file.Path

/**
 * Every branch learns from every other; see [MutualLearning].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun mutualLearning(block: MutualLearningScope.() -> Unit = {}): MutualLearning =
  MutualLearningScope(MutualLearning.builder()).apply(block).builder.build()

/** What [mutualLearning] takes. */
@RecommenderDsl
public class MutualLearningScope internal constructor(internal val builder: MutualLearningBuilder) {
  /** Temperature of teacher and student, above 0, at most 50. */
  public var temperature: Double
    get() = builder.temperature()
    set(value) {
      builder.temperature(value)
    }

  /** Whether the gradient reaches the teacher. */
  public var teacherGradient: OnlineDistillation.TeacherGradient
    get() = builder.teacherGradient()
    set(value) {
      builder.teacherGradient(value)
    }

  /** Weight of the distillation loss over the epochs. See [sigmoidRampUp] and its neighbours. */
  public var rampUp: RampUp
    get() = builder.rampUp()
    set(value) {
      builder.rampUp(value)
    }
}

/**
 * The ensemble learns from the targets and teaches every branch; see [EnsembleTeacher].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun ensembleTeacher(block: EnsembleTeacherScope.() -> Unit = {}): EnsembleTeacher =
  EnsembleTeacherScope(EnsembleTeacher.builder()).apply(block).builder.build()

/** What [ensembleTeacher] takes. */
@RecommenderDsl
public class EnsembleTeacherScope
internal constructor(internal val builder: EnsembleTeacherBuilder) {
  /** Temperature of teacher and student, above 0, at most 50. */
  public var temperature: Double
    get() = builder.temperature()
    set(value) {
      builder.temperature(value)
    }

  /** Whether the gradient reaches the teacher. */
  public var teacherGradient: OnlineDistillation.TeacherGradient
    get() = builder.teacherGradient()
    set(value) {
      builder.teacherGradient(value)
    }

  /** Weight of the distillation loss over the epochs. See [sigmoidRampUp] and its neighbours. */
  public var rampUp: RampUp
    get() = builder.rampUp()
    set(value) {
      builder.rampUp(value)
    }

  /** How much the cross entropy of the ensemble itself counts, 0 to 1000. */
  public var ensembleWeight: Double
    get() = builder.ensembleWeight()
    set(value) {
      builder.ensembleWeight(value)
    }
}

/**
 * A finished model teaches every branch; see [BornAgain].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun bornAgain(block: BornAgainScope.() -> Unit = {}): BornAgain =
  BornAgainScope(BornAgain.builder()).apply(block).builder.build()

/** What [bornAgain] takes. */
@RecommenderDsl
public class BornAgainScope internal constructor(internal val builder: BornAgainBuilder) {
  /** Directory of the finished model; to be set. */
  public var model: Path?
    get() = builder.model()
    set(value) {
      builder.model(value)
    }

  /** Temperature of teacher and student, above 0, at most 50. */
  public var temperature: Double
    get() = builder.temperature()
    set(value) {
      builder.temperature(value)
    }

  /** Weight of the distillation loss over the epochs. See [sigmoidRampUp] and its neighbours. */
  public var rampUp: RampUp
    get() = builder.rampUp()
    set(value) {
      builder.rampUp(value)
    }
}
