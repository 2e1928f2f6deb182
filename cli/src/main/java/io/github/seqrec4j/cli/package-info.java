/**
 * The {@code seqrec} commands. Exit status: 0 done; 2 wrong usage or configuration; 3 bad data; 1
 * anything else. Results go to standard output, progress and errors to standard error.
 */
@NullMarked
package io.github.seqrec4j.cli;

import org.jspecify.annotations.NullMarked;
