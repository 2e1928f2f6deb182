package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.TokenEncoder;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What a bundle has beside what serving reads.
 *
 * @param bundle where it lay, absolute
 * @param identity SHA-256 of its manifest, which has those of all other files
 * @param encoder the item encoder in plain Java; fails where it has no Java form, or its weights
 *     are not those of the configuration
 */
record BundleParts(Path bundle, String identity, Supplier<TokenEncoder> encoder) {}
