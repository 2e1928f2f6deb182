/**
 * What a model is trained for: the candidates among which a target is to be found, and the loss.
 */
@NullMarked
package io.github.seqrec4j.objectives;

import org.jspecify.annotations.NullMarked;
