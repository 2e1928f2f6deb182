/** Tests. */
@NullMarked
package io.github.seqrec4j.data.imports;

import org.jspecify.annotations.NullMarked;
