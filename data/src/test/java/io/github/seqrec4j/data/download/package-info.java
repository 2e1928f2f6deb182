/** Tests. */
@NullMarked
package io.github.seqrec4j.data.download;

import org.jspecify.annotations.NullMarked;
