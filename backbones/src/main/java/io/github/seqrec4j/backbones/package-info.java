/**
 * Sequence backbones. Each is a recipe that ODMT builds once per branch; a swap is one word of a
 * configuration.
 *
 * <ul>
 *   <li>{@link io.github.seqrec4j.backbones.SasRec}: Kang and McAuley, "Self-Attentive Sequential
 *       Recommendation", ICDM 2018.
 *   <li>{@link io.github.seqrec4j.backbones.Bert4Rec}: Sun et al., "BERT4Rec: Sequential
 *       Recommendation with Bidirectional Encoder Representations from Transformer", CIKM 2019.
 *       Sees both sides of what it predicts; learns from masked items only, so it needs more
 *       epochs.
 *   <li>{@link io.github.seqrec4j.backbones.Gru4Rec}: Hidasi et al., "Session-based Recommendations
 *       with Recurrent Neural Networks", ICLR 2016. Cheapest in weights; time grows with the
 *       length, as steps follow each other.
 *   <li>{@link io.github.seqrec4j.backbones.NextItNet}: Yuan et al., "A Simple Convolutional
 *       Generative Network for Next Item Recommendation", WSDM 2019. Sees a fixed number of slots
 *       back; all slots are computed at once.
 * </ul>
 */
@NullMarked
package io.github.seqrec4j.backbones;

import org.jspecify.annotations.NullMarked;
