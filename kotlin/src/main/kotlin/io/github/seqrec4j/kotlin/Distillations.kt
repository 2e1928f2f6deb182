package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Branch
import io.github.seqrec4j.api.Modality
import io.github.seqrec4j.distill.ConstantWeight
import io.github.seqrec4j.distill.ConstantWeightBuilder
import io.github.seqrec4j.distill.LinearRampUp
import io.github.seqrec4j.distill.LinearRampUpBuilder
import io.github.seqrec4j.distill.NoDistillation
import io.github.seqrec4j.distill.OnlineDistillation
import io.github.seqrec4j.distill.OnlineDistillationBuilder
import io.github.seqrec4j.distill.RampUp
import io.github.seqrec4j.distill.SigmoidRampUp
import io.github.seqrec4j.distill.SigmoidRampUpBuilder
import io.github.seqrec4j.distill.Teacher

/**
 * Branches teach each other while they are trained; see [OnlineDistillation].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun onlineDistillation(block: OnlineDistillationScope.() -> Unit = {}): OnlineDistillation =
  OnlineDistillationScope(OnlineDistillation.builder()).apply(block).builder.build()

/** What [onlineDistillation] takes. */
@RecommenderDsl
public class OnlineDistillationScope
internal constructor(internal val builder: OnlineDistillationBuilder) {
  /** Temperature of teacher and student, above 0, at most 50. */
  public var temperature: Double
    get() = builder.temperature()
    set(value) {
      builder.temperature(value)
    }

  /** How far a student is from its teacher. */
  public var divergence: OnlineDistillation.Divergence
    get() = builder.divergence()
    set(value) {
      builder.divergence(value)
    }

  /** Whether the gradient reaches the teacher. */
  public var teacherGradient: OnlineDistillation.TeacherGradient
    get() = builder.teacherGradient()
    set(value) {
      builder.teacherGradient(value)
    }

  /**
   * Who teaches whom; empty is the paper's: the ID teaches each other branch, the ensemble the ID.
   */
  public var teachers: List<Teacher>
    get() = builder.teachers()
    set(value) {
      builder.teachers(value)
    }

  /** Weight of the distillation loss over the epochs. See [sigmoidRampUp] and its neighbours. */
  public var rampUp: RampUp
    get() = builder.rampUp()
    set(value) {
      builder.rampUp(value)
    }

  /** Who teaches whom: `teachers(ID teaches TEXT, ENSEMBLE teaches ID)`. */
  public fun teachers(vararg values: Teacher) {
    teachers = values.toList()
  }
}

/** Branches learn from the targets alone; see [NoDistillation]. */
public fun noDistillation(): NoDistillation = NoDistillation()

/**
 * `exp(-5 (1 - epoch / epochs)^2)`; see [SigmoidRampUp].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun sigmoidRampUp(block: SigmoidRampUpScope.() -> Unit = {}): SigmoidRampUp =
  SigmoidRampUpScope(SigmoidRampUp.builder()).apply(block).builder.build()

/** What [sigmoidRampUp] takes. */
@RecommenderDsl
public class SigmoidRampUpScope internal constructor(internal val builder: SigmoidRampUpBuilder) {
  /** Epochs until the full weight, at least 1. */
  public var epochs: Int
    get() = builder.epochs()
    set(value) {
      builder.epochs(value)
    }
}

/**
 * `weight * epoch / epochs`; see [LinearRampUp].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun linearRampUp(block: LinearRampUpScope.() -> Unit = {}): LinearRampUp =
  LinearRampUpScope(LinearRampUp.builder()).apply(block).builder.build()

/** What [linearRampUp] takes. */
@RecommenderDsl
public class LinearRampUpScope internal constructor(internal val builder: LinearRampUpBuilder) {
  /** Epochs until the full weight, at least 1. */
  public var epochs: Int
    get() = builder.epochs()
    set(value) {
      builder.epochs(value)
    }

  /** Full weight, at least 0. */
  public var weight: Double
    get() = builder.weight()
    set(value) {
      builder.weight(value)
    }
}

/**
 * The same weight in every epoch; see [ConstantWeight].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun constantWeight(block: ConstantWeightScope.() -> Unit = {}): ConstantWeight =
  ConstantWeightScope(ConstantWeight.builder()).apply(block).builder.build()

/** What [constantWeight] takes. */
@RecommenderDsl
public class ConstantWeightScope internal constructor(internal val builder: ConstantWeightBuilder) {
  /** The weight, at least 0. */
  public var weight: Double
    get() = builder.weight()
    set(value) {
      builder.weight(value)
    }
}

/** The ensemble of all branches, as a teacher: `ENSEMBLE teaches ID`. */
public const val ENSEMBLE: String = Branch.ENSEMBLE

/** An edge of the teacher graph between the branches of two modalities: `ID teaches TEXT`. */
public infix fun Modality.teaches(student: Modality): Teacher = Teacher(name(), student.name())

/** An edge of the teacher graph from a branch, or the [ENSEMBLE]: `ENSEMBLE teaches ID`. */
public infix fun String.teaches(student: Modality): Teacher = Teacher(this, student.name())
