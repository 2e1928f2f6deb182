/**
 * From the files of public datasets to the neutral dataset directory: one {@link Importer} per
 * format, found by name; {@link DatasetImport} reads what it names, record by record, counts what
 * becomes of each, and writes tables, pictures and where all came from.
 *
 * <p>An importer of one's own is a public record with a line in {@code META-INF/services}, as every
 * component.
 */
@NullMarked
package io.github.seqrec4j.imports;

import org.jspecify.annotations.NullMarked;
