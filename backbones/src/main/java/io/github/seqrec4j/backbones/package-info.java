/**
 * Sequence backbones. Each is a recipe that ODMT builds once per branch; a swap is one word of a
 * configuration.
 *
 * <p>{@link io.github.seqrec4j.backbones.SasRec}: Kang and McAuley, "Self-Attentive Sequential
 * Recommendation", ICDM 2018.
 */
@NullMarked
package io.github.seqrec4j.backbones;

import org.jspecify.annotations.NullMarked;
