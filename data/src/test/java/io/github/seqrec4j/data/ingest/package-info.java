@NullMarked
package io.github.seqrec4j.data.ingest;

import org.jspecify.annotations.NullMarked;
