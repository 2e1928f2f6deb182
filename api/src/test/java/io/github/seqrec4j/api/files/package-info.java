<<<<<<< HEAD
=======
/** Tests of files that appear whole. */
>>>>>>> h-guard
@NullMarked
package io.github.seqrec4j.api.files;

import org.jspecify.annotations.NullMarked;
