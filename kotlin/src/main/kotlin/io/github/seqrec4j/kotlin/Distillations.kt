package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Branch
import io.github.seqrec4j.api.Modality
import io.github.seqrec4j.distill.ConstantWeight
import io.github.seqrec4j.distill.LinearRampUp
import io.github.seqrec4j.distill.NoDistillation
import io.github.seqrec4j.distill.OnlineDistillation
import io.github.seqrec4j.distill.RampUp
import io.github.seqrec4j.distill.SigmoidRampUp
import io.github.seqrec4j.distill.Teacher

private val ONLINE = OnlineDistillation()

/** Branches teach each other while they are trained; see [OnlineDistillation]. */
public fun onlineDistillation(
  temperature: Double = ONLINE.temperature(),
  divergence: OnlineDistillation.Divergence = ONLINE.divergence(),
  teacherGradient: OnlineDistillation.TeacherGradient = ONLINE.teacherGradient(),
  teachers: List<Teacher> = ONLINE.teachers(),
  rampUp: RampUp = ONLINE.rampUp(),
): OnlineDistillation =
  OnlineDistillation(temperature, divergence, teacherGradient, teachers, rampUp)

/** Branches learn from the targets alone; see [NoDistillation]. */
public fun noDistillation(): NoDistillation = NoDistillation()

/** `exp(-5 (1 - epoch / epochs)^2)`; see [SigmoidRampUp]. */
public fun sigmoidRampUp(epochs: Int = SigmoidRampUp().epochs()): SigmoidRampUp =
  SigmoidRampUp(epochs)

/** `weight * epoch / epochs`; see [LinearRampUp]. */
public fun linearRampUp(
  epochs: Int = LinearRampUp().epochs(),
  weight: Double = LinearRampUp().weight(),
): LinearRampUp = LinearRampUp(epochs, weight)

/** The same weight in every epoch; see [ConstantWeight]. */
public fun constantWeight(weight: Double = ConstantWeight().weight()): ConstantWeight =
  ConstantWeight(weight)

/** The ensemble of all branches, as a teacher: `ENSEMBLE teaches ID`. */
public const val ENSEMBLE: String = Branch.ENSEMBLE

/** An edge of the teacher graph between the branches of two modalities: `ID teaches TEXT`. */
public infix fun Modality.teaches(student: Modality): Teacher = Teacher(name(), student.name())

/** An edge of the teacher graph from a branch, or the [ENSEMBLE]: `ENSEMBLE teaches ID`. */
public infix fun String.teaches(student: Modality): Teacher = Teacher(this, student.name())
