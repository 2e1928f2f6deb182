/** Tests. */
@NullMarked
package io.github.seqrec4j.objectives;

import org.jspecify.annotations.NullMarked;
