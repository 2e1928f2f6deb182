/**
 * The report of a training run: one self-contained HTML page, built from the files that the run
 * left. {@link io.github.seqrec4j.cli.report.RunReport} is the way in.
 */
@NullMarked
package io.github.seqrec4j.cli.report;

import org.jspecify.annotations.NullMarked;
