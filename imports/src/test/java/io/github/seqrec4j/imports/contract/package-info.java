/**
 * The contract of importers, for authors of one. It is published as the classifier {@code contract}
 * of this module.
 */
@NullMarked
package io.github.seqrec4j.imports.contract;

import org.jspecify.annotations.NullMarked;
