/**
 * From files to batches: the neutral dataset directory, its leave-one-out split, left-padded
 * training batches, and memory-mapped item features.
 *
 * <p>Items have indices 1..N in the order of the items file; 0 is padding. Users have indices from
 * 0 in the order of their first interaction.
 */
@NullMarked
package io.github.seqrec4j.data;

import org.jspecify.annotations.NullMarked;
