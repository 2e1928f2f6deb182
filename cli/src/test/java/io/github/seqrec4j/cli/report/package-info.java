@NullMarked
package io.github.seqrec4j.cli.report;

import org.jspecify.annotations.NullMarked;
