/**
 * Strict configuration: HOCON files to specs (immutable records) and back.
 *
 * <p>Every record component is a key in kebab-case; a component-valued one is an object {@code {
 * type = name, name { options } }}, so that swapping is one scalar. Defaults live in the records.
 * Every problem is reported at once, each with its file and line.
 */
@NullMarked
package io.github.seqrec4j.api.config;

import org.jspecify.annotations.NullMarked;
