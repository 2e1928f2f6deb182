@NullMarked
package io.github.seqrec4j.processor;

import org.jspecify.annotations.NullMarked;
