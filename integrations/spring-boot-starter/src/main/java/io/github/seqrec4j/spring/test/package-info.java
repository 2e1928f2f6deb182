/**
 * For the tests of applications: a recommender without a model, whose answers one can tell in
 * advance.
 */
@NullMarked
package io.github.seqrec4j.spring.test;

import org.jspecify.annotations.NullMarked;
