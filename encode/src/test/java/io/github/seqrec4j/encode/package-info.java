/** Tests. */
@NullMarked
package io.github.seqrec4j.encode;

import org.jspecify.annotations.NullMarked;
