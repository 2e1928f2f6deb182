/** Reading of pictures as people keep them: any size, any common format, damaged ones as well. */
@NullMarked
package io.github.seqrec4j.encode.pictures;

import org.jspecify.annotations.NullMarked;
