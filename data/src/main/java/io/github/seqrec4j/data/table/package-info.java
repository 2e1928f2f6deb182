/**
 * Tables of a dataset directory, row by row: TSV, CSV, JSON lines and Parquet, plain, gzipped or
 * compressed by Zstandard. Each row has its line, and each line that cannot be used is counted with
 * its reason.
 */
@NullMarked
package io.github.seqrec4j.data.table;

import org.jspecify.annotations.NullMarked;
