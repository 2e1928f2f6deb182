/** Throughput harness and the experiments whose tables are published. */
@NullMarked
package io.github.seqrec4j.benchmarks;

import org.jspecify.annotations.NullMarked;
