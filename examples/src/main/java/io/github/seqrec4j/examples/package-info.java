/** Programs to start from. The README and the guide quote regions of them. */
@NullMarked
package io.github.seqrec4j.examples;

import org.jspecify.annotations.NullMarked;
