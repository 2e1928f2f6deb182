/** Tests of what applications test with. */
@NullMarked
package io.github.seqrec4j.spring.test;

import org.jspecify.annotations.NullMarked;
