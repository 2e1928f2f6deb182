package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity
import io.github.seqrec4j.backbones.Categories
import io.github.seqrec4j.backbones.Hstu
import io.github.seqrec4j.backbones.HstuBuilder
import io.github.seqrec4j.backbones.Intervals
import io.github.seqrec4j.backbones.Ligr
import io.github.seqrec4j.backbones.LigrBuilder

/**
 * Gated attention without softmax, with relative times; see [Hstu].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun hstu(block: HstuScope.() -> Unit = {}): Hstu =
  HstuScope(Hstu.builder()).apply(block).builder.build()

/** What [hstu] takes. */
@RecommenderDsl
public class HstuScope internal constructor(internal val builder: HstuBuilder) {
  /** Layers, at least 1. */
  public var layers: Int
    get() = builder.layers()
    set(value) {
      builder.layers(value)
    }

  /** Attention heads, at least 1. */
  public var heads: Int
    get() = builder.heads()
    set(value) {
      builder.heads(value)
    }

  /** Numbers of query and key per head, at least 1; 0 takes width / heads. */
  public var attentionWidth: Int
    get() = builder.attentionWidth()
    set(value) {
      builder.attentionWidth(value)
    }

  /** Numbers of value and gate per head, at least 1; 0 takes width / heads. */
  public var linearWidth: Int
    get() = builder.linearWidth()
    set(value) {
      builder.linearWidth(value)
    }

  /** Dropout rate on input and gated attention, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Whether times enter the bias of the scores. */
  public var timeBias: Hstu.TimeBias
    get() = builder.timeBias()
    set(value) {
      builder.timeBias(value)
    }

  /** By what attention is divided, at least 1; 0 takes the maximum length. */
  public var scalingLength: Int
    get() = builder.scalingLength()
    set(value) {
      builder.scalingLength(value)
    }

  /** Whether categories of events enter. */
  public var categories: Categories
    get() = builder.categories()
    set(value) {
      builder.categories(value)
    }
}

/**
 * Causal self-attention with gated residuals; see [Ligr].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun ligr(block: LigrScope.() -> Unit = {}): Ligr =
  LigrScope(Ligr.builder()).apply(block).builder.build()

/** What [ligr] takes. */
@RecommenderDsl
public class LigrScope internal constructor(internal val builder: LigrBuilder) {
  /** Layers, at least 1. */
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

  /** Dropout rate everywhere in the layers and on the input, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Activation of the feed-forward network. */
  public var activation: Nonlinearity
    get() = builder.activation()
    set(value) {
      builder.activation(value)
    }

  /** Hidden width of the feed-forward network in widths, at least 1. */
  public var expansion: Int
    get() = builder.expansion()
    set(value) {
      builder.expansion(value)
    }

  /** Whether and which times between events enter. */
  public var intervals: Intervals
    get() = builder.intervals()
    set(value) {
      builder.intervals(value)
    }

  /** Whether categories of events enter. */
  public var categories: Categories
    get() = builder.categories()
    set(value) {
      builder.categories(value)
    }
}
