/**
 * What encoders have in common: models in ONNX form, checksums, arithmetic on rows. For encoders,
 * not for users.
 */
@NullMarked
package io.github.seqrec4j.encode.model;

import org.jspecify.annotations.NullMarked;
