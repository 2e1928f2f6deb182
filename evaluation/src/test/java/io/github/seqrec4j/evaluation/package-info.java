/** Tests. */
@NullMarked
package io.github.seqrec4j.evaluation;

import org.jspecify.annotations.NullMarked;
