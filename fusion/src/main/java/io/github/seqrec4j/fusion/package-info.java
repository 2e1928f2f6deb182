/**
 * The multi-modal item encoder of ODMT (paper section 3.2) and the ways its modalities meet.
 *
 * <p>{@link io.github.seqrec4j.fusion.IdAwareTransformer} is the paper's, ID-aware or with every
 * token seeing every other. {@link io.github.seqrec4j.fusion.LateFusion} keeps the modalities
 * apart; {@link io.github.seqrec4j.fusion.ConcatFusion}, {@link
 * io.github.seqrec4j.fusion.SumFusion}, {@link io.github.seqrec4j.fusion.GatedFusion} and {@link
 * io.github.seqrec4j.fusion.AttentionPooling} make one branch of them (early fusion). {@link
 * io.github.seqrec4j.fusion.MixtureOfExperts} does either with adapted modalities.
 */
@NullMarked
package io.github.seqrec4j.fusion;

import org.jspecify.annotations.NullMarked;
