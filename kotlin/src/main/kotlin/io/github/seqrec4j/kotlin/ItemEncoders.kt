package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Fusion
import io.github.seqrec4j.api.Modality
import io.github.seqrec4j.fusion.MultiModalItemEncoder
import io.github.seqrec4j.fusion.MultiModalItemEncoderBuilder

/**
 * The item encoder of ODMT; see [MultiModalItemEncoder].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun multiModal(block: MultiModalScope.() -> Unit = {}): MultiModalItemEncoder =
  MultiModalScope(MultiModalItemEncoder.builder()).apply(block).builder.build()

/** What [multiModal] takes. */
@RecommenderDsl
public class MultiModalScope
internal constructor(internal val builder: MultiModalItemEncoderBuilder) {
  /** What an item is read from, without repetition. */
  public var modalities: List<Modality>
    get() = builder.modalities()
    set(value) {
      builder.modalities(value)
    }

  /** D, length of item and user vectors, at least 1. */
  public var width: Int
    get() = builder.width()
    set(value) {
      builder.width(value)
    }

  /** Width of the ID table; 0 takes [width]. */
  public var idWidth: Int
    get() = builder.idWidth()
    set(value) {
      builder.idWidth(value)
    }

  /** Modalities whose averaged features start the ID table; empty starts it Xavier normal. */
  public var idInit: List<Modality>
    get() = builder.idInit()
    set(value) {
      builder.idInit(value)
    }

  /** Norm to which frozen feature vectors are scaled; 0 takes them as they are. */
  public var featureNorm: Double
    get() = builder.featureNorm()
    set(value) {
      builder.featureNorm(value)
    }

  /** Factor on the first weights of each branch's last map, above 0. */
  public var outputGain: Double
    get() = builder.outputGain()
    set(value) {
      builder.outputGain(value)
    }

  /** Whether the ID's row is also added to the ID branch's vector, past fusion and maps. */
  public var idResidual: Boolean
    get() = builder.idResidual()
    set(value) {
      builder.idResidual(value)
    }

  /** Norm to which the vectors of each branch are scaled; 0 takes them as they are. */
  public var outputNorm: Double
    get() = builder.outputNorm()
    set(value) {
      builder.outputNorm(value)
    }

  /** How modalities meet. See [idAwareTransformer] and its neighbours. */
  public var fusion: Fusion
    get() = builder.fusion()
    set(value) {
      builder.fusion(value)
    }

  /** What an item is read from: `modalities(ID, TEXT, Modality("price"))`. */
  public fun modalities(vararg values: Modality) {
    modalities = values.toList()
  }

  /** Modalities that start the ID table. */
  public fun idInit(vararg values: Modality) {
    idInit = values.toList()
  }
}
