@NullMarked
package io.github.seqrec4j.study;

import org.jspecify.annotations.NullMarked;
