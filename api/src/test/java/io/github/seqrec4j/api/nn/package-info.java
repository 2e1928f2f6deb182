@NullMarked
package io.github.seqrec4j.api.nn;

import org.jspecify.annotations.NullMarked;
