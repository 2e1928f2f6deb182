package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity
import io.github.seqrec4j.api.nn.TransformerLayer.Norm
import io.github.seqrec4j.backbones.Bert4Rec
import io.github.seqrec4j.backbones.Gru4Rec
import io.github.seqrec4j.backbones.NextItNet
import io.github.seqrec4j.backbones.SasRec

private val SASREC = SasRec()
private val GRU4REC = Gru4Rec()
private val BERT4REC = Bert4Rec()
private val NEXTITNET = NextItNet()

/** Causal self-attention; see [SasRec]. */
public fun sasRec(
  layers: Int = SASREC.layers(),
  heads: Int = SASREC.heads(),
  dropout: Double = SASREC.dropout(),
  norm: Norm = SASREC.norm(),
  activation: Nonlinearity = SASREC.activation(),
  expansion: Int = SASREC.expansion(),
  positions: SasRec.Positions = SASREC.positions(),
  finalNorm: SasRec.FinalNorm = SASREC.finalNorm(),
): SasRec = SasRec(layers, heads, dropout, norm, activation, expansion, positions, finalNorm)

/** Gated recurrent units; see [Gru4Rec]. */
public fun gru4Rec(
  layers: Int = GRU4REC.layers(),
  hidden: Int = GRU4REC.hidden(),
  dropout: Double = GRU4REC.dropout(),
): Gru4Rec = Gru4Rec(layers, hidden, dropout)

/** Bidirectional self-attention over masked items; see [Bert4Rec]. */
public fun bert4Rec(
  layers: Int = BERT4REC.layers(),
  heads: Int = BERT4REC.heads(),
  dropout: Double = BERT4REC.dropout(),
  norm: Norm = BERT4REC.norm(),
  activation: Nonlinearity = BERT4REC.activation(),
  expansion: Int = BERT4REC.expansion(),
  maskProbability: Double = BERT4REC.maskProbability(),
  lastOnlyProbability: Double = BERT4REC.lastOnlyProbability(),
  patterns: Int = BERT4REC.patterns(),
): Bert4Rec =
  Bert4Rec(
    layers,
    heads,
    dropout,
    norm,
    activation,
    expansion,
    maskProbability,
    lastOnlyProbability,
    patterns,
  )

/** Dilated causal convolutions; see [NextItNet]. */
public fun nextItNet(
  dilations: List<Int> = NEXTITNET.dilations(),
  kernel: Int = NEXTITNET.kernel(),
  dropout: Double = NEXTITNET.dropout(),
): NextItNet = NextItNet(dilations, kernel, dropout)
