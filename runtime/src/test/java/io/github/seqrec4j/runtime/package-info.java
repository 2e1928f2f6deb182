/** Tests of what a service needs, on models made without training. */
@org.jspecify.annotations.NullMarked
package io.github.seqrec4j.runtime;
