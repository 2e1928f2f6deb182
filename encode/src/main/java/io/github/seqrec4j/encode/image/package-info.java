/**
 * Encoders of pictures: vision models run by ONNX Runtime or by the engine of the class path, and
 * one that needs no trained weights.
 *
 * <p>Shapes: B pictures of a batch, T patches of a picture, F numbers per patch.
 */
@NullMarked
package io.github.seqrec4j.encode.image;

import org.jspecify.annotations.NullMarked;
