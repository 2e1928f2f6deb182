/**
 * Contracts of components as test classes. The author of a component extends the one of its kind,
 * says how the component is made and which options it refuses, and gets every test that our own
 * components pass: shapes, finite values, padding, causality, gradients, seeds, saving.
 *
 * <p>Needs JUnit 5 and, while the tests run, a DJL engine.
 */
@NullMarked
package io.github.seqrec4j.testkit;

import org.jspecify.annotations.NullMarked;
