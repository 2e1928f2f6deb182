/** Tests of all modules together: the reference, the configurations, every component. */
@NullMarked
package io.github.seqrec4j.umbrella;

import org.jspecify.annotations.NullMarked;
