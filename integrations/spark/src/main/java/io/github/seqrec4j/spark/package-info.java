/** Logs cleaned and users scored on an Apache Spark cluster. */
@NullMarked
package io.github.seqrec4j.spark;

import org.jspecify.annotations.NullMarked;
