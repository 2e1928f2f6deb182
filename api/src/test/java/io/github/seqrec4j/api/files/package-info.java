/** Tests of files that appear whole, and of mapped ones. */
@NullMarked
package io.github.seqrec4j.api.files;

import org.jspecify.annotations.NullMarked;
