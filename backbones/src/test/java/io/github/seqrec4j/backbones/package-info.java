@NullMarked
package io.github.seqrec4j.backbones;

import org.jspecify.annotations.NullMarked;
