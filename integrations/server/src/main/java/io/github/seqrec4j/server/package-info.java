/**
 * A model over HTTP with JSON: recommendations, items, health, metrics, a page to try it. {@link
 * io.github.seqrec4j.server.RecommendationServer} is the way in.
 */
@NullMarked
package io.github.seqrec4j.server;

import org.jspecify.annotations.NullMarked;
