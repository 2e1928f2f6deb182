/** The commands as a user types them. */
@NullMarked
package io.github.seqrec4j.cli;

import org.jspecify.annotations.NullMarked;
