@NullMarked
package io.github.seqrec4j.training;

import org.jspecify.annotations.NullMarked;
