package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity
import io.github.seqrec4j.api.nn.TransformerLayer.Norm
import io.github.seqrec4j.backbones.Bert4Rec
import io.github.seqrec4j.backbones.Bert4RecBuilder
import io.github.seqrec4j.backbones.Categories
import io.github.seqrec4j.backbones.Gru4Rec
import io.github.seqrec4j.backbones.Gru4RecBuilder
import io.github.seqrec4j.backbones.Intervals
import io.github.seqrec4j.backbones.NextItNet
import io.github.seqrec4j.backbones.NextItNetBuilder
import io.github.seqrec4j.backbones.SasRec
import io.github.seqrec4j.backbones.SasRecBuilder

/**
 * Causal self-attention; see [SasRec].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun sasRec(block: SasRecScope.() -> Unit = {}): SasRec =
  SasRecScope(SasRec.builder()).apply(block).builder.build()

/** What [sasRec] takes. */
@RecommenderDsl
public class SasRecScope internal constructor(internal val builder: SasRecBuilder) {
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

  /** Dropout rate on the input, the attention weights and the residual branches, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Where layer norms stand. */
  public var norm: Norm
    get() = builder.norm()
    set(value) {
      builder.norm(value)
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

  /** How a slot's place in the sequence enters. */
  public var positions: SasRec.Positions
    get() = builder.positions()
    set(value) {
      builder.positions(value)
    }

  /** Whether the last layer's output is normed. */
  public var finalNorm: SasRec.FinalNorm
    get() = builder.finalNorm()
    set(value) {
      builder.finalNorm(value)
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

/**
 * Gated recurrent units; see [Gru4Rec].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun gru4Rec(block: Gru4RecScope.() -> Unit = {}): Gru4Rec =
  Gru4RecScope(Gru4Rec.builder()).apply(block).builder.build()

/** What [gru4Rec] takes. */
@RecommenderDsl
public class Gru4RecScope internal constructor(internal val builder: Gru4RecBuilder) {
  /** Recurrent layers, at least 1. */
  public var layers: Int
    get() = builder.layers()
    set(value) {
      builder.layers(value)
    }

  /** Width of the recurrent state, at least 1; 0 takes that of the item vectors. */
  public var hidden: Int
    get() = builder.hidden()
    set(value) {
      builder.hidden(value)
    }

  /** Dropout rate on item vectors and each layer's output, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
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

/**
 * Bidirectional self-attention over masked items; see [Bert4Rec].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun bert4Rec(block: Bert4RecScope.() -> Unit = {}): Bert4Rec =
  Bert4RecScope(Bert4Rec.builder()).apply(block).builder.build()

/** What [bert4Rec] takes. */
@RecommenderDsl
public class Bert4RecScope internal constructor(internal val builder: Bert4RecBuilder) {
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

  /** Dropout rate on the input, the attention weights and the residual branches, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Where layer norms stand. */
  public var norm: Norm
    get() = builder.norm()
    set(value) {
      builder.norm(value)
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

  /** Share of a sequence's items that is masked, above 0 and below 1. */
  public var maskProbability: Double
    get() = builder.maskProbability()
    set(value) {
      builder.maskProbability(value)
    }

  /** Share of the mask sets that hide the last item alone, in `[0, 1]`. */
  public var lastOnlyProbability: Double
    get() = builder.lastOnlyProbability()
    set(value) {
      builder.lastOnlyProbability(value)
    }

  /** Mask sets per sequence and step, at least 1. */
  public var patterns: Int
    get() = builder.patterns()
    set(value) {
      builder.patterns(value)
    }
}

/**
 * Dilated causal convolutions; see [NextItNet].
 *
 * @throws IllegalArgumentException naming the option that is wrong
 */
public fun nextItNet(block: NextItNetScope.() -> Unit = {}): NextItNet =
  NextItNetScope(NextItNet.builder()).apply(block).builder.build()

/** What [nextItNet] takes. */
@RecommenderDsl
public class NextItNetScope internal constructor(internal val builder: NextItNetBuilder) {
  /** Dilation of each residual block, at least 1. */
  public var dilations: List<Int>
    get() = builder.dilations()
    set(value) {
      builder.dilations(value)
    }

  /** Slots that a convolution sees, at least 1. */
  public var kernel: Int
    get() = builder.kernel()
    set(value) {
      builder.kernel(value)
    }

  /** Dropout rate on item vectors and residual branches, in `[0, 1)`. */
  public var dropout: Double
    get() = builder.dropout()
    set(value) {
      builder.dropout(value)
    }

  /** Dilation of each residual block: `dilations(1, 2, 4)`. */
  public fun dilations(vararg values: Int) {
    dilations = values.toList()
  }
}
