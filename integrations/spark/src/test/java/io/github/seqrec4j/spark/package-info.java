/** Tests on Spark in this process, and on executors in processes of their own. */
@NullMarked
package io.github.seqrec4j.spark;

import org.jspecify.annotations.NullMarked;
