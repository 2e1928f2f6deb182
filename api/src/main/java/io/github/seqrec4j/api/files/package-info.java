/** Directories that appear whole or not at all, and what long reading and fetching tells. */
@NullMarked
package io.github.seqrec4j.api.files;

import org.jspecify.annotations.NullMarked;
