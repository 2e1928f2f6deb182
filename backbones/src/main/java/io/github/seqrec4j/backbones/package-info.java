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
 *   <li>{@link io.github.seqrec4j.backbones.Hstu}: Zhai et al., "Actions Speak Louder than Words",
 *       ICML 2024. Attention without softmax that knows how long ago everything was when it is
 *       asked; where data and requests have times, the literature's most accurate.
 *   <li>{@link io.github.seqrec4j.backbones.Ligr}: SASRec with the layers of Borisyuk et al., "From
 *       Features to Transformers", 2025, as eSASRec has it. Gated residuals and SwiGLU; the
 *       feed-forward network is half as large again.
 * </ul>
 *
 * <p>SASRec, LiGR and GRU4Rec read times if told so, see {@link
 * io.github.seqrec4j.backbones.Intervals}.
 */
@NullMarked
package io.github.seqrec4j.backbones;

import org.jspecify.annotations.NullMarked;
