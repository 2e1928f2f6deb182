@NullMarked
package io.github.seqrec4j.testkit;

import org.jspecify.annotations.NullMarked;
