package io.github.seqrec4j.imports;

import org.jspecify.annotations.Nullable;

/**
 * An interaction as a source has it; what is wrong with it is found by {@link DatasetImport}.
 *
 * @param user the user's identifier
 * @param item the item's identifier
 * @param timestamp a number in the unit of the source; null where the source has none
 * @param rating a number; null or blank where this one is not rated
 */
public record ImportedInteraction(
    String user, String item, @Nullable String timestamp, @Nullable String rating) {}
