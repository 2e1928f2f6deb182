/** Tests of reading, splitting and batching. */
@NullMarked
package io.github.seqrec4j.encode.text;

import org.jspecify.annotations.NullMarked;
