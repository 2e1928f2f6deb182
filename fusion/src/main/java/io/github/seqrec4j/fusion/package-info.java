/**
 * The multi-modal item encoder of ODMT (paper section 3.2) and the ways its modalities meet.
 *
 * <p>{@link io.github.seqrec4j.fusion.IdAwareTransformer} is the paper's; {@link
 * io.github.seqrec4j.fusion.LateFusion} keeps the modalities apart; {@link
 * io.github.seqrec4j.fusion.ConcatFusion} and {@link io.github.seqrec4j.fusion.SumFusion} make one
 * branch of them (early fusion).
 */
@NullMarked
package io.github.seqrec4j.fusion;

import org.jspecify.annotations.NullMarked;
