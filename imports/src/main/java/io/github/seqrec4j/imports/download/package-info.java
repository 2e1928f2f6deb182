/**
 * Public datasets and how they are fetched: resumed where a connection broke, checked against what
 * the publisher says or against the first fetch, and in place only when whole.
 */
@NullMarked
package io.github.seqrec4j.imports.download;

import org.jspecify.annotations.NullMarked;
