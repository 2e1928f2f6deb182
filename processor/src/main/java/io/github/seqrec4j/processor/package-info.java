/** Writes the builders of specs while they are compiled. */
@NullMarked
package io.github.seqrec4j.processor;

import org.jspecify.annotations.NullMarked;
