/**
 * Neural building blocks for plug-in authors: linear maps, norms, dropout, attention and
 * feed-forward layers, recurrent and convolutional layers on DJL blocks whose parameter shapes are
 * known when they are built.
 *
 * <p>One mask polarity everywhere: 1 = real, 0 = padding. Attention follows Vaswani et al.,
 * "Attention Is All You Need", 2017, in the post-norm form that the ODMT reference uses.
 *
 * <p>Ownership: results belong to the manager of the array that is passed in; parameters stay with
 * the block's manager. A parameter is therefore never the receiver of an operation.
 */
@NullMarked
package io.github.seqrec4j.api.nn;

import org.jspecify.annotations.NullMarked;
