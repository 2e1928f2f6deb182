package io.github.seqrec4j.kotlin

import io.github.seqrec4j.fusion.AttentionPooling
import io.github.seqrec4j.fusion.AttentionPoolingBuilder
import io.github.seqrec4j.fusion.ConcatFusion
import io.github.seqrec4j.fusion.ConcatFusionBuilder
import io.github.seqrec4j.fusion.GatedFusion
import io.github.seqrec4j.fusion.GatedFusionBuilder
import io.github.seqrec4j.fusion.IdAwareTransformer
import io.github.seqrec4j.fusion.IdAwareTransformerBuilder
import io.github.seqrec4j.fusion.LateFusion
import io.github.seqrec4j.fusion.LateFusionBuilder
import io.github.seqrec4j.fusion.MixtureOfExperts
import io.github.seqrec4j.fusion.MixtureOfExpertsBuilder
import io.github.seqrec4j.fusion.SumFusion
import io.github.seqrec4j.fusion.SumFusionBuilder

/**
 * The ID-aware Multi-modal Transformer; see [IdAwareTransformer].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun idAwareTransformer(block: IdAwareTransformerScope.() -> Unit = {}): IdAwareTransformer =
  IdAwareTransformerScope(IdAwareTransformer.builder()).apply(block).builder.build()

/** What [idAwareTransformer] takes. */
@RecommenderDsl
public class IdAwareTransformerScope
internal constructor(internal val builder: IdAwareTransformerBuilder) {
  /** Transformer layers, at least 1. */
  public var layers: Int
    get() = builder.layers()
    set(value) {
      builder.layers(value)
    }

  /** Attention heads, at least 1; must divide the width. */
  public var heads: Int
    get() = builder.heads()
    set(value) {
      builder.heads(value)
    }

  /** Dropout rate on input tokens, attention weights and residual branches, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Whether content tokens see the ID token. */
  public var visibility: IdAwareTransformer.Visibility
    get() = builder.visibility()
    set(value) {
      builder.visibility(value)
    }

  /** Which tokens the last layer computes; both give the same vectors. */
  public var lastLayer: IdAwareTransformer.LastLayer
    get() = builder.lastLayer()
    set(value) {
      builder.lastLayer(value)
    }
}

/**
 * Modalities stay apart, their scores are averaged; see [LateFusion].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun lateFusion(block: LateFusionScope.() -> Unit = {}): LateFusion =
  LateFusionScope(LateFusion.builder()).apply(block).builder.build()

/** What [lateFusion] takes. */
@RecommenderDsl
public class LateFusionScope internal constructor(internal val builder: LateFusionBuilder) {
  /** Dropout rate on the tokens, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }
}

/**
 * All modalities side by side in one branch; see [ConcatFusion].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun concatFusion(block: ConcatFusionScope.() -> Unit = {}): ConcatFusion =
  ConcatFusionScope(ConcatFusion.builder()).apply(block).builder.build()

/** What [concatFusion] takes. */
@RecommenderDsl
public class ConcatFusionScope internal constructor(internal val builder: ConcatFusionBuilder) {
  /** Dropout rate on the tokens, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }
}

/**
 * The sum of all modalities in one branch; see [SumFusion].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun sumFusion(block: SumFusionScope.() -> Unit = {}): SumFusion =
  SumFusionScope(SumFusion.builder()).apply(block).builder.build()

/** What [sumFusion] takes. */
@RecommenderDsl
public class SumFusionScope internal constructor(internal val builder: SumFusionBuilder) {
  /** Dropout rate on the tokens, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }
}

/**
 * Gates weigh the numbers of all modalities in one branch; see [GatedFusion].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun gatedFusion(block: GatedFusionScope.() -> Unit = {}): GatedFusion =
  GatedFusionScope(GatedFusion.builder()).apply(block).builder.build()

/** What [gatedFusion] takes. */
@RecommenderDsl
public class GatedFusionScope internal constructor(internal val builder: GatedFusionBuilder) {
  /** Dropout rate on the tokens, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }
}

/**
 * A learned query pools the tokens of all modalities in one branch; see [AttentionPooling].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun attentionPooling(block: AttentionPoolingScope.() -> Unit = {}): AttentionPooling =
  AttentionPoolingScope(AttentionPooling.builder()).apply(block).builder.build()

/** What [attentionPooling] takes. */
@RecommenderDsl
public class AttentionPoolingScope
internal constructor(internal val builder: AttentionPoolingBuilder) {
  /** Dropout rate on the tokens, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }
}

/**
 * Experts adapt each content modality, added up or apart; see [MixtureOfExperts].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun mixtureOfExperts(block: MixtureOfExpertsScope.() -> Unit = {}): MixtureOfExperts =
  MixtureOfExpertsScope(MixtureOfExperts.builder()).apply(block).builder.build()

/** What [mixtureOfExperts] takes. */
@RecommenderDsl
public class MixtureOfExpertsScope
internal constructor(internal val builder: MixtureOfExpertsBuilder) {
  /** Experts of each modality, 1 to 1000. */
  public var experts: Int
    get() = builder.experts()
    set(value) {
      builder.experts(value)
    }

  /** Dropout rate on what each expert reads, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Whether the gate is noisy in training. */
  public var gate: MixtureOfExperts.Gate
    get() = builder.gate()
    set(value) {
      builder.gate(value)
    }

  /** Whether modalities are added up or stay branches of their own. */
  public var stage: MixtureOfExperts.Stage
    get() = builder.stage()
    set(value) {
      builder.stage(value)
    }
}
