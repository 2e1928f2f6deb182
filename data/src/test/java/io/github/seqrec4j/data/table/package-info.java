@NullMarked
package io.github.seqrec4j.data.table;

import org.jspecify.annotations.NullMarked;
