/**
 * Encoders of what is known of an item: the kinds {@code TextEncoder} and {@code ImageEncoder},
 * found through the registry, and the rows of features that they give. Module {@code encode} has
 * implementations and runs them over a dataset directory.
 */
@NullMarked
package io.github.seqrec4j.api.content;

import org.jspecify.annotations.NullMarked;
