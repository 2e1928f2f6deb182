/**
 * Item features from what is known of the items: texts and pictures, through encoders that are
 * found by name.
 *
 * <p>{@code TextEncoder} and {@code ImageEncoder} are kinds of components: immutable records, found
 * through the registry. {@code FeatureEncoding} runs them over a dataset directory.
 */
@NullMarked
package io.github.seqrec4j.encode;

import org.jspecify.annotations.NullMarked;
