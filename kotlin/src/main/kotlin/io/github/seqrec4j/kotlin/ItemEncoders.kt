package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Fusion
import io.github.seqrec4j.api.Modality
import io.github.seqrec4j.fusion.ConcatFusion
import io.github.seqrec4j.fusion.IdAwareTransformer
import io.github.seqrec4j.fusion.LateFusion
import io.github.seqrec4j.fusion.MultiModalItemEncoder
import io.github.seqrec4j.fusion.SumFusion

/**
 * The item encoder of ODMT; see [MultiModalItemEncoder].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun multiModal(block: MultiModalScope.() -> Unit = {}): MultiModalItemEncoder =
  MultiModalScope().apply(block).build()

/** What [multiModal] takes; it starts from the defaults of [MultiModalItemEncoder]. */
@RecommenderDsl
public class MultiModalScope internal constructor() {
  private val defaults = MultiModalItemEncoder()

  /** What an item is read from, without repetition. */
  public var modalities: List<Modality> = defaults.modalities()

  /** D, length of item and user vectors, at least 1. */
  public var width: Int = defaults.width()

  /** Width of the ID table; 0 takes [width]. */
  public var idWidth: Int = defaults.idWidth()

  /** Modalities whose averaged features start the ID table; empty starts it Xavier normal. */
  public var idInit: List<Modality> = defaults.idInit()

  /** Norm to which frozen feature vectors are scaled; 0 takes them as they are. */
  public var featureNorm: Double = defaults.featureNorm()

  /** Factor on the first weights of each branch's last map, above 0. */
  public var outputGain: Double = defaults.outputGain()

  /** How modalities meet. */
  public var fusion: Fusion = defaults.fusion()

  /** What an item is read from: `modalities(ID, TEXT, Modality("price"))`. */
  public fun modalities(vararg values: Modality) {
    modalities = values.toList()
  }

  /** Modalities that start the ID table. */
  public fun idInit(vararg values: Modality) {
    idInit = values.toList()
  }

  internal fun build(): MultiModalItemEncoder =
    MultiModalItemEncoder(modalities, width, idWidth, idInit, featureNorm, outputGain, fusion)
}

private val TRANSFORMER = IdAwareTransformer()

/** The ID-aware Multi-modal Transformer; see [IdAwareTransformer]. */
public fun idAwareTransformer(
  layers: Int = TRANSFORMER.layers(),
  heads: Int = TRANSFORMER.heads(),
  dropout: Double = TRANSFORMER.dropout(),
  visibility: IdAwareTransformer.Visibility = TRANSFORMER.visibility(),
  lastLayer: IdAwareTransformer.LastLayer = TRANSFORMER.lastLayer(),
): IdAwareTransformer = IdAwareTransformer(layers, heads, dropout, visibility, lastLayer)

/** Modalities stay apart, their scores are averaged; see [LateFusion]. */
public fun lateFusion(dropout: Double = LateFusion().dropout()): LateFusion = LateFusion(dropout)

/** All modalities side by side in one branch; see [ConcatFusion]. */
public fun concatFusion(dropout: Double = ConcatFusion().dropout()): ConcatFusion =
  ConcatFusion(dropout)

/** The sum of all modalities in one branch; see [SumFusion]. */
public fun sumFusion(dropout: Double = SumFusion().dropout()): SumFusion = SumFusion(dropout)
