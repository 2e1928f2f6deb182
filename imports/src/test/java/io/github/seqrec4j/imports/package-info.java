/** Tests. */
@NullMarked
package io.github.seqrec4j.imports;

import org.jspecify.annotations.NullMarked;
