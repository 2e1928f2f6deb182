/** Tests of the guide as it was built. */
@NullMarked
package io.github.seqrec4j.site;

import org.jspecify.annotations.NullMarked;
