/** Tests of the model as a bean. */
@NullMarked
package io.github.seqrec4j.spring;

import org.jspecify.annotations.NullMarked;
