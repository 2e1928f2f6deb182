/**
 * Online distillation (paper section 3.4): branches that train together teach each other, without a
 * teacher trained beforehand.
 */
@NullMarked
package io.github.seqrec4j.distill;

import org.jspecify.annotations.NullMarked;
