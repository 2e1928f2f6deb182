/** Tests of indices of items. */
@NullMarked
package io.github.seqrec4j.lucene;

import org.jspecify.annotations.NullMarked;
