/**
 * What a service needs and nothing else: the model bundle, the recommender that answers requests,
 * item and user vectors.
 */
@NullMarked
package io.github.seqrec4j.runtime;

import org.jspecify.annotations.NullMarked;
