/** How good a model is: ranks among all items, metrics with their standard errors, baselines. */
@NullMarked
package io.github.seqrec4j.evaluation;

import org.jspecify.annotations.NullMarked;
