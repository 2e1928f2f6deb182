/**
 * Encoders of texts: Transformers run by ONNX Runtime or by the engine of the class path, and one
 * that needs no trained weights.
 *
 * <p>Shapes: B texts of a batch, L tokens of the longest of them, T tokens of an item's features, F
 * numbers per token.
 */
@NullMarked
package io.github.seqrec4j.encode.text;

import org.jspecify.annotations.NullMarked;
