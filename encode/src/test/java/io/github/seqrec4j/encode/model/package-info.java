@NullMarked
package io.github.seqrec4j.encode.model;

import org.jspecify.annotations.NullMarked;
