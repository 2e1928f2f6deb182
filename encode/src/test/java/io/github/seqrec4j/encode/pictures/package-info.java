/** Tests of reading, splitting and batching. */
@NullMarked
package io.github.seqrec4j.encode.pictures;

import org.jspecify.annotations.NullMarked;
