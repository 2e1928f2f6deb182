package io.github.seqrec4j.kotlin

import io.github.seqrec4j.training.AdamW
import io.github.seqrec4j.training.AdamWBuilder
import io.github.seqrec4j.training.ConstantSchedule
import io.github.seqrec4j.training.ConstantScheduleBuilder
import io.github.seqrec4j.training.CosineSchedule
import io.github.seqrec4j.training.CosineScheduleBuilder
import io.github.seqrec4j.training.LinearSchedule
import io.github.seqrec4j.training.LinearScheduleBuilder

/** Adam with decoupled weight decay; see [AdamW]. */
public fun adamW(block: AdamWScope.() -> Unit = {}): AdamW =
  AdamWScope(AdamW.builder()).apply(block).builder.build()

/** What [adamW] takes. */
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
}

/** The same rate at all steps, after a warm-up if there is one; see [ConstantSchedule]. */
public fun constantSchedule(block: ConstantScheduleScope.() -> Unit = {}): ConstantSchedule =
  ConstantScheduleScope(ConstantSchedule.builder()).apply(block).builder.build()

/** What [constantSchedule] takes. */
@RecommenderDsl
public class ConstantScheduleScope
internal constructor(internal val builder: ConstantScheduleBuilder) {
  /** Steps over which the rate rises to its full size, at least 0. */
  public var warmUpSteps: Int
    get() = builder.warmUpSteps()
    set(value) {
      builder.warmUpSteps(value)
    }
}

/** The rate rises over a warm-up, then falls along a line; see [LinearSchedule]. */
public fun linearSchedule(block: LinearScheduleScope.() -> Unit = {}): LinearSchedule =
  LinearScheduleScope(LinearSchedule.builder()).apply(block).builder.build()

/** What [linearSchedule] takes. */
@RecommenderDsl
public class LinearScheduleScope internal constructor(internal val builder: LinearScheduleBuilder) {
  /** Steps over which the rate rises to its full size, at least 0. */
  public var warmUpSteps: Int
    get() = builder.warmUpSteps()
    set(value) {
      builder.warmUpSteps(value)
    }

  /** Factor on the rate at the last step, in `[0, 1)`. */
  public var last: Double
    get() = builder.last()
    set(value) {
      builder.last(value)
    }
}

/** The rate rises over a warm-up, then falls along half a cosine; see [CosineSchedule]. */
public fun cosineSchedule(block: CosineScheduleScope.() -> Unit = {}): CosineSchedule =
  CosineScheduleScope(CosineSchedule.builder()).apply(block).builder.build()

/** What [cosineSchedule] takes. */
@RecommenderDsl
public class CosineScheduleScope internal constructor(internal val builder: CosineScheduleBuilder) {
  /** Steps over which the rate rises to its full size, at least 0. */
  public var warmUpSteps: Int
    get() = builder.warmUpSteps()
    set(value) {
      builder.warmUpSteps(value)
    }

  /** Factor on the rate at the last step, in `[0, 1)`. */
  public var last: Double
    get() = builder.last()
    set(value) {
      builder.last(value)
    }
}
