/** Writes the builders of specs while they are compiled. */
@NullMarked
package io.github.seqrec4j.build;

import org.jspecify.annotations.NullMarked;
