@NullMarked
package io.github.seqrec4j.distill;

import org.jspecify.annotations.NullMarked;
