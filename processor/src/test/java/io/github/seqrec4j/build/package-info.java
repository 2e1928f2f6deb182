@NullMarked
package io.github.seqrec4j.build;

import org.jspecify.annotations.NullMarked;
