@NullMarked
package io.github.seqrec4j.fusion;

import org.jspecify.annotations.NullMarked;
