/**
 * From files to batches: the neutral dataset directory, its splits, left-padded training batches,
 * and memory-mapped item features.
 *
 * <p>Items have indices 1..N in the order of the items file, or of their first interaction where
 * there is none; 0 is padding. Users have indices from 0 in the order of their first interaction.
 */
@NullMarked
package io.github.seqrec4j.data;

import org.jspecify.annotations.NullMarked;
