/**
 * From raw interactions to a clean dataset: rows are read one by one, identifiers become numbers,
 * an embedded database filters and sorts under a memory limit, and the result is a directory of
 * mapped arrays that is found again as long as inputs and settings stay the same.
 *
 * <p>The order of the steps: lines that cannot be used are rejected; interactions outside the time
 * window are dropped; repeated ones; those beyond the newest of a user; last, users and items with
 * too few of them, again and again until none is left.
 */
@NullMarked
package io.github.seqrec4j.data.ingest;

import org.jspecify.annotations.NullMarked;
