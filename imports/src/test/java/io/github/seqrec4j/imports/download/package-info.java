/** Tests. */
@NullMarked
package io.github.seqrec4j.imports.download;

import org.jspecify.annotations.NullMarked;
