/** Vectors of items or users as files of other systems. */
@NullMarked
package io.github.seqrec4j.cli.export;

import org.jspecify.annotations.NullMarked;
