/**
 * What computes a backbone without an engine: plain Java, for services that load no native library.
 * A backbone offers it as its {@link io.github.seqrec4j.api.JavaForm}, beside the block that is
 * trained; nothing here knows arrays of DJL.
 *
 * <p>Weights are kept so that the inner loops run over outputs, which the JVM's compiler turns into
 * the processor's vector instructions without any option; a loop over inputs, which is a sum, it
 * must not reorder.
 */
@NullMarked
package io.github.seqrec4j.api.inference;

import org.jspecify.annotations.NullMarked;
